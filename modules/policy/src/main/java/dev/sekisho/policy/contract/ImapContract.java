// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.MechanismFacts;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.contract.Expectation.Tagged;
import dev.sekisho.policy.contract.Expectation.Tagged.Verdict;
import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rows of a policy that speaks IMAP. Such a policy has implicit TLS and logins; nothing else can be written. */
final class ImapContract {
    private static final String TLS = "TLS";
    private static final String LOGGED_IN = "logged in";

    private final PortPolicy policy;
    private final List<ContractRow> rows = new ArrayList<>();

    ImapContract(PortPolicy policy) {
        this.policy = policy;
    }

    List<ContractRow> rows() {
        rows.addAll(ProxyContract.of(policy, "a CAPABILITY"));
        rows.addAll(TlsContract.of(policy, "STARTTLS", "a CAPABILITY"));
        List<ScenarioStep> steps = TlsContract.steps(policy, Hello.MODERN);
        rows.add(new ContractRow(
                TLS,
                "CAPABILITY",
                new Expectation.Lists(capabilities(), notListed()),
                "RFC 3501 6.1.1, RFC 8314 3.2",
                after(steps, new Say("CAPABILITY"))));
        say(TLS, steps, "STARTTLS", Verdict.BAD, "RFC 8314 3.2");
        say(TLS, steps, "SELECT INBOX", Verdict.BAD, "RFC 3501 3.1");
        say(TLS, steps, "XYZZY", Verdict.BAD, "RFC 3501 7.1.3");
        badLogins(steps);
        loggedIn(steps);
        rows.addAll(new ImapCommandContract(policy, steps, userSteps(steps)).rows());
        say(TLS, steps, "LOGOUT", Verdict.OK, "RFC 3501 6.1.3");
        rows.addAll(SlowClientContract.of(policy));
        rows.addAll(ClientRateContract.of(policy));
        return List.copyOf(rows);
    }

    private List<String> capabilities() {
        return Stream.concat(
                        Stream.of("IMAP4rev2", "IMAP4rev1"),
                        policy.logins().announced(Protocol.IMAP, MechanismFacts.NONE).stream()
                                .map(name -> "AUTH=" + name))
                .toList();
    }

    private List<String> notListed() {
        return policy.logins().allowsPasswords(Protocol.IMAP)
                ? List.of("STARTTLS", "LOGINDISABLED")
                : List.of("STARTTLS");
    }

    private void badLogins(List<ScenarioStep> steps) {
        List<ScenarioStep> sofar = steps;
        for (int i = 1; i <= policy.limits().failedLogins().perConnection(); i++) {
            boolean unknown = i % 2 == 1;
            Credentials wrong = unknown ? Credentials.UNKNOWN_USER : Credentials.WRONG_PASSWORD;
            sofar = after(sofar, new LogIn(wrong, Mechanism.USER_AND_PASSWORD));
            String says = "LOGIN, " + (unknown ? "user does not exist" : "password is wrong");
            boolean last = i == policy.limits().failedLogins().perConnection();
            rows.add(new ContractRow(
                    TLS,
                    i == 1 ? says : says + " (bad login " + i + ")",
                    new Tagged(Verdict.NO, last),
                    last ? "RFC 3501 3.4" : "RFC 3501 6.2.3",
                    sofar));
        }
        // Whoever wanted to prove it would be held off.
        rows.add(new ContractRow(
                TLS,
                "LOGIN, address is held off",
                new Tagged(Verdict.NO, false),
                FailedLoginText.why(policy.limits().failedLogins()),
                List.of()));
        rows.add(new ContractRow(
                TLS,
                "LOGIN, account is guessed from many addresses",
                new Tagged(Verdict.NO, false),
                FailedLoginText.ofAccount(policy.limits().failedLogins()),
                List.of()));
    }

    private void loggedIn(List<ScenarioStep> tls) {
        List<ScenarioStep> steps = userSteps(tls);
        rows.add(new ContractRow(
                TLS, "AUTHENTICATE PLAIN, right", new Tagged(Verdict.OK, false), "RFC 3501 6.2.2", steps));
        rows.add(new ContractRow(
                TLS,
                "LOGIN, right",
                new Tagged(Verdict.OK, false),
                "RFC 3501 6.2.3",
                after(tls, new LogIn(Credentials.RIGHT, Mechanism.USER_AND_PASSWORD))));
        say(LOGGED_IN, steps, "SELECT INBOX", Verdict.OK, "RFC 3501 6.3.1");
        say(LOGGED_IN, steps, "LOGIN prove prove", Verdict.BAD, "RFC 3501 3.1");
    }

    private static List<ScenarioStep> userSteps(List<ScenarioStep> tls) {
        return after(tls, new LogIn(Credentials.RIGHT, Mechanism.PLAIN));
    }

    private void say(String state, List<ScenarioStep> steps, String line, Verdict verdict, String why) {
        rows.add(new ContractRow(
                state,
                line.equals("XYZZY") ? "unknown command" : line,
                new Tagged(verdict, false),
                why,
                after(steps, new Say(line))));
    }

    private static List<ScenarioStep> after(List<ScenarioStep> steps, ScenarioStep step) {
        return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }
}
