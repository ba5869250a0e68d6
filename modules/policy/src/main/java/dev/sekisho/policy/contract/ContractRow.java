// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import dev.sekisho.policy.contract.ScenarioStep.LogInElsewhere;
import dev.sekisho.policy.contract.ScenarioStep.Message;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import java.util.List;

/**
 * One promise of a port.
 *
 * @param state where the session stands: clear, TLS, logged in ...
 * @param says what the client does there, for people to read
 * @param expected what the server answers
 * @param why the source of the promise: an RFC and section, or this project's own rule
 * @param steps how a client on the outside provokes it; empty if none can, because the row needs a fault or a key that is not at hand
 */
public record ContractRow(String state, String says, Expectation expected, String why, List<ScenarioStep> steps) {

    /** What somebody who proves has to bring. */
    public enum Needs {
        NOTHING,
        /** The address of a user of this server. */
        USER,
        /** The address of a user and the password. */
        LOGIN,
        /** That, and the address of another user of the same domain. */
        OTHER_USER
    }

    public ContractRow {
        steps = List.copyOf(steps);
    }

    /** True if a client can provoke it. */
    public boolean provable() {
        return !steps.isEmpty();
    }

    /** The same row where nobody can log in as those who prove do, with a password. */
    ContractRow shownOnlyIfItLogsIn() {
        boolean logsIn = steps.stream().anyMatch(step -> step instanceof LogIn || step instanceof LogInElsewhere);
        return logsIn ? new ContractRow(state, says, expected, why, List.of()) : this;
    }

    /** What has to be brought to prove it. */
    public Needs needs() {
        if (steps.stream().anyMatch(ContractRow::namesOtherUser)) {
            return Needs.OTHER_USER;
        }
        if (steps.stream().anyMatch(ContractRow::showsRightCredentials)) {
            return Needs.LOGIN;
        }
        boolean lastIsWrongPassword = provable()
                && steps.get(steps.size() - 1) instanceof LogIn login
                && login.credentials() == Credentials.WRONG_PASSWORD;
        return lastIsWrongPassword || steps.stream().anyMatch(ContractRow::namesUser) ? Needs.USER : Needs.NOTHING;
    }

    /** How many logins fail on the way. */
    public int badLogins() {
        return (int) steps.stream()
                .filter(step -> step instanceof LogIn login && login.credentials() != Credentials.RIGHT)
                .count();
    }

    /** True if whoever walks the other row's steps comes past the end of these. */
    public boolean onTheWayTo(ContractRow other) {
        return provable()
                && steps.size() < other.steps.size()
                && other.steps.subList(0, steps.size()).equals(steps);
    }

    private static boolean showsRightCredentials(ScenarioStep step) {
        return step instanceof LogInElsewhere
                || step instanceof LogIn login && login.credentials() == Credentials.RIGHT;
    }

    private static boolean namesOtherUser(ScenarioStep step) {
        return step instanceof Say say && say.line().contains(ScenarioStep.OTHER_USER)
                || step instanceof Message message
                        && message.lines().stream().anyMatch(line -> line.contains(ScenarioStep.OTHER_USER));
    }

    private static boolean namesUser(ScenarioStep step) {
        return step instanceof Say say
                && (say.line().contains(ScenarioStep.USER) || say.line().contains(ScenarioStep.DOMAIN));
    }
}
