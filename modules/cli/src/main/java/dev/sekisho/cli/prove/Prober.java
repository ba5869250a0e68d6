// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.cli.prove.RowResult.Verdict;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.ScenarioStep;
import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import dev.sekisho.policy.pin.Pin;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Proves the rows of one live port. Rows that lie on the way to another one are proved in passing, on the same connection; so are all
 * bad logins of a port, because a server holds off whoever fails to log in too often.
 */
public final class Prober {
    private final Endpoint endpoint;
    private final TestUser user;
    private final FailedLoginBudget loginBudget;
    private final Timeouts timeouts;
    private final ProveProgress progress;
    private final LongSupplier nanoTime;
    private final Map<ContractRow, RowResult> results = new LinkedHashMap<>();
    private Optional<Pin> pin = Optional.empty();
    private long deadline;

    /**
     * How long is waited.
     *
     * @param forOneReply for one reply
     * @param forAll for all rows together
     */
    public record Timeouts(Duration forOneReply, Duration forAll) {}

    /**
     * @param endpoint the live port
     * @param user who proves
     * @param loginBudget keeps the bad logins below what the server holds an address off for
     * @param timeouts how long is waited
     * @param progress shows how far the proof has come
     */
    public Prober(
            Endpoint endpoint,
            TestUser user,
            FailedLoginBudget loginBudget,
            Timeouts timeouts,
            ProveProgress progress) {
        this(endpoint, user, loginBudget, timeouts, progress, System::nanoTime);
    }

    Prober(
            Endpoint endpoint,
            TestUser user,
            FailedLoginBudget loginBudget,
            Timeouts timeouts,
            ProveProgress progress,
            LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.user = user;
        this.loginBudget = loginBudget;
        this.timeouts = timeouts;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /**
     * Proves rows.
     *
     * @throws IOException if no connection can be made at all
     */
    public PortProof prove(List<ContractRow> rows) throws IOException {
        long start = nanoTime.getAsLong();
        deadline = start + timeouts.forAll().toNanos();
        List<ContractRow> provable = rows.stream()
                .filter(row -> row.provable() && user.has(row.needs()) && !passwordDoesNotFit(row) && !isCaught(row))
                .toList();
        for (ContractRow row : provable) {
            if (provable.stream().noneMatch(row::onTheWayTo) && !timeIsUp()) {
                walkTo(row, provable);
                progress.at(results.size(), provable.size());
            }
        }
        return new PortProof(
                rows.stream().map(this::result).toList(), pin, Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    private boolean timeIsUp() {
        return nanoTime.getAsLong() - deadline > 0;
    }

    private void walkTo(ContractRow goal, List<ContractRow> rows) throws IOException {
        boolean mayFail = goal.badLogins() == 0 || loginBudget.mayFail(goal.badLogins());
        if (!mayFail) {
            leading(goal, rows, ContractRow::badLogins)
                    .forEach(row ->
                            results.putIfAbsent(row, notProved(row, "would be too many bad logins from this address")));
            return;
        }
        Optional<InetAddress> from = goal.badLogins() == 0 ? Optional.empty() : loginBudget.from();
        try {
            if (from.isPresent()) {
                becomeKnown(rows, from);
            }
            try (ScenarioRunner scenario = scenario(from)) {
                walkTo(goal, rows, scenario);
            }
        } catch (IOException unreachable) {
            if (results.isEmpty()) {
                throw unreachable;
            }
            String why = "no connection: " + unreachable.getMessage();
            results.putIfAbsent(goal, new RowResult(goal, Verdict.BROKEN, why, List.of()));
        }
    }

    private void becomeKnown(List<ContractRow> rows, Optional<InetAddress> from) throws IOException {
        try (ScenarioRunner scenario = scenario(from)) {
            RightLogin.in(rows).go(scenario);
        }
    }

    private ScenarioRunner scenario(Optional<InetAddress> from) {
        return new ScenarioRunner(endpoint, user, timeouts.forOneReply(), from);
    }

    private void walkTo(ContractRow goal, List<ContractRow> rows, ScenarioRunner scenario) throws IOException {
        for (int i = 1; i <= goal.steps().size() && !timeIsUp(); i++) {
            List<ScenarioStep> taken = goal.steps().subList(0, i);
            Observation seen = scenario.take(taken.get(i - 1));
            if (pin.isEmpty()) {
                pin = scenario.pin();
            }
            Optional<ContractRow> here =
                    rows.stream().filter(row -> row.steps().equals(taken)).findFirst();
            boolean kept = here.map(row -> matches(row, seen, scenario)).orElse(false);
            boolean goesOn = kept || scenario.goesOn(taken.get(taken.size() - 1), seen);
            if (!goesOn && i < goal.steps().size()) {
                String why = "not reached: " + seen.text();
                int steps = i;
                leading(goal, rows, row -> row.steps().size() - steps)
                        .forEach(row -> results.putIfAbsent(
                                row, new RowResult(row, Verdict.BROKEN, why, scenario.transcript())));
                return;
            }
        }
    }

    /** The goal and the rows on the way to it that have more than nothing of this. */
    private static List<ContractRow> leading(
            ContractRow goal, List<ContractRow> rows, ToIntFunction<ContractRow> having) {
        return rows.stream()
                .filter(row -> row.equals(goal) || row.onTheWayTo(goal))
                .filter(row -> having.applyAsInt(row) > 0)
                .toList();
    }

    private boolean matches(ContractRow row, Observation seen, ScenarioRunner scenario) {
        boolean kept = RowAssertion.kept(row.expected(), seen, scenario::closedNow);
        results.putIfAbsent(
                row, new RowResult(row, kept ? Verdict.PROVED : Verdict.BROKEN, seen.text(), scenario.transcript()));
        return kept;
    }

    private RowResult result(ContractRow row) {
        if (!row.provable()) {
            return new RowResult(row, Verdict.NOT_PROVABLE, "cannot be tested from outside", List.of());
        }
        if (!user.has(row.needs())) {
            return missing(row);
        }
        if (isCaught(row)) {
            String why =
                    "not tried: the catch-all " + user.catchAll().orElseThrow() + " accepts mail for unknown users";
            return new RowResult(row, Verdict.NOT_PROVABLE, why, List.of());
        }
        if (passwordDoesNotFit(row)) {
            return notProved(row, "LOGIN carries ASCII alone, and the password has other characters");
        }
        return results.getOrDefault(row, notProved(row, "the time was up"));
    }

    /** True if the row names nobody of a domain in which everybody is somebody. */
    private boolean isCaught(ContractRow row) {
        return user.catchAll().isPresent()
                && row.steps().stream()
                        .anyMatch(step -> step instanceof ScenarioStep.Say say
                                && say.line().contains(ScenarioStep.NOBODY + "@" + ScenarioStep.DOMAIN));
    }

    private RowResult missing(ContractRow row) {
        if (row.needs() == ContractRow.Needs.USER) {
            return notProved(row, "needs --user");
        }
        if (!user.has(ContractRow.Needs.LOGIN)) {
            return notProved(row, "needs --user and the password");
        }
        return user.other().known()
                ? new RowResult(row, Verdict.NOT_PROVABLE, user.other().why(), List.of())
                : notProved(row, user.other().why());
    }

    /** IMAP's LOGIN takes ASCII; whoever has another password logs in with AUTHENTICATE (RFC 3501 9, astring). */
    private boolean passwordDoesNotFit(ContractRow row) {
        boolean ascii = user.password()
                .map(text -> text.chars().allMatch(c -> c < 0x80))
                .orElse(true);
        return endpoint.protocol() == Protocol.IMAP
                && !ascii
                && row.steps().contains(new LogIn(Credentials.RIGHT, Mechanism.USER_AND_PASSWORD));
    }

    private static RowResult notProved(ContractRow row, String why) {
        return new RowResult(row, Verdict.NOT_PROVED, why, List.of());
    }
}
