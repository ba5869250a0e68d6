// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.ScenarioStep;
import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The shortest way to a right login. Whoever goes it first from an address is known there: the bad logins that follow count for that user at that
 * address, and not as those of a stranger, who would have the user's account guarded.
 *
 * @param steps the way; none if no row has a right login
 */
record RightLogin(List<ScenarioStep> steps) {
    /** Of these rows. */
    static RightLogin in(List<ContractRow> rows) {
        Optional<ContractRow> shortest = rows.stream()
                .filter(row -> isRightLogin(row.steps().get(row.steps().size() - 1)))
                .min(Comparator.comparingInt(row -> row.steps().size()));
        return new RightLogin(shortest.map(ContractRow::steps).orElse(List.of()));
    }

    private static boolean isRightLogin(ScenarioStep step) {
        return step instanceof LogIn login && login.credentials() == Credentials.RIGHT;
    }

    /** Goes it. */
    void go(ScenarioRunner scenario) throws IOException {
        for (ScenarioStep step : steps) {
            scenario.take(step);
        }
    }
}
