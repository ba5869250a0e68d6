// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.contract.ScenarioStep.Connect;
import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import dev.sekisho.policy.contract.ScenarioStep.LogInElsewhere;
import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.contract.ScenarioStep.SayTogether;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.policy.pop3.Pop3Decision;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.policy.pop3.Pop3Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of a policy that speaks POP3. */
final class Pop3Contract {
    private static final String CLEAR = "clear";
    private static final String TLS = "TLS";
    private static final String TRANSACTION = "TRANSACTION";
    private static final List<String> LOGINS =
            List.of("USER prove", "PASS prove", "APOP prove 0", "AUTH PLAIN", "AUTH PLAIN AHByb3ZlAHByb3Zl");
    /** Longer than the 255 octets of RFC 2449 4. */
    private static final String LONG_LINE = "NOOP " + "x".repeat(300);

    private final PortPolicy policy;
    private final Pop3Checkpoint checkpoint;
    private final List<ContractRow> rows = new ArrayList<>();

    Pop3Contract(PortPolicy policy) {
        this.policy = policy;
        this.checkpoint = new Pop3Checkpoint(policy);
    }

    List<ContractRow> rows() {
        rows.addAll(ProxyContract.of(policy, "CAPA"));
        if (policy.tls() != TlsMode.IMPLICIT) {
            inClear();
        }
        rows.addAll(TlsContract.of(policy, "STLS", "CAPA"));
        List<ScenarioStep> steps = TlsContract.steps(policy, Hello.MODERN);
        underTls(Pop3State.connected(true), steps);
        badLogins(Pop3State.connected(true), steps);
        opened(steps);
        rows.addAll(SlowClientContract.of(policy));
        rows.addAll(ClientRateContract.of(policy));
        return List.copyOf(rows);
    }

    private void inClear() {
        Pop3State state = Pop3State.connected(false);
        List<ScenarioStep> steps = List.of(new Connect(Hello.MODERN));
        rows.add(new ContractRow(CLEAR, "(connects)", new Expectation.Greeting(), "RFC 1939 4", steps));
        capabilities(CLEAR, state, steps);
        LOGINS.forEach(line -> command(CLEAR, state, steps, line, "RFC 2595 2.1"));
        command(CLEAR, state, steps, "STLS now", "RFC 2595 4");
        command(CLEAR, state, steps, "STAT", "RFC 2595 2.1");
        List<ScenarioStep> both = after(steps, new SayTogether(List.of("CAPA", "QUIT")));
        rows.add(new ContractRow(
                CLEAR, "CAPA and QUIT in one packet", new Expectation.AllServed(2), "mail clients' guessing", both));
        command(CLEAR, state, steps, "XYZZY", "RFC 1939 3");
        command(CLEAR, state, steps, "QUIT", "RFC 1939 5");
    }

    private void underTls(Pop3State state, List<ScenarioStep> steps) {
        capabilities(TLS, state, steps);
        command(TLS, state, steps, "STLS", "RFC 2595 4");
        command(TLS, state, steps, "PASS prove", "RFC 1939 7");
        command(TLS, state, steps, "APOP prove 0", "RFC 1939 7");
        for (String line : List.of("STAT", "LIST", "UIDL", "RETR 1", "TOP 1 0", "DELE 1", "NOOP", "RSET")) {
            command(TLS, state, steps, line, "RFC 1939 3");
        }
        command(TLS, state, steps, "XYZZY", "RFC 1939 3");
        rows.add(new ContractRow(
                TLS,
                "a line of more than 255 octets",
                Expectation.Err.of(""),
                "RFC 2449 4",
                after(steps, new Say(LONG_LINE))));
        command(TLS, state, steps, "QUIT", "RFC 1939 5");
    }

    private void badLogins(Pop3State tls, List<ScenarioStep> steps) {
        Pop3State state = tls;
        List<ScenarioStep> sofar = steps;
        for (int i = 0; i < policy.limits().failedLogins().perConnection(); i++) {
            boolean unknown = i % 2 == 0;
            Credentials wrong = unknown ? Credentials.UNKNOWN_USER : Credentials.WRONG_PASSWORD;
            Pop3Refusal refusal = checkpoint.failedAuth(state);
            sofar = after(sofar, new LogIn(wrong, Mechanism.USER_AND_PASSWORD));
            String says = "USER and PASS, " + (unknown ? "user does not exist" : "password is wrong");
            rows.add(new ContractRow(
                    TLS,
                    i == 0 ? says : says + " (bad login " + (i + 1) + ")",
                    expected(refusal, !refusal.closes()),
                    "RFC 3206 4",
                    sofar));
            state = state.afterFailedAuth();
        }
        // Whoever wanted to prove it would be held off.
        if (checkpoint.decide(tls.withHeldOff(true), Pop3Verb.USER, true) instanceof Pop3Decision.Refuse held) {
            String why = FailedLoginText.why(policy.limits().failedLogins());
            rows.add(new ContractRow(
                    TLS, "USER or AUTH, address is held off", expected(held.reason(), false), why, List.of()));
        }
        rows.add(new ContractRow(
                TLS,
                "PASS or AUTH, account is guessed from many addresses",
                expected(Pop3Refusal.ACCOUNT_GUARDED, false),
                FailedLoginText.ofAccount(policy.limits().failedLogins()),
                List.of()));
    }

    private void opened(List<ScenarioStep> tls) {
        Pop3State state = Pop3State.connected(true).afterAuth();
        List<ScenarioStep> steps = after(tls, new LogIn(Credentials.RIGHT, Mechanism.USER_AND_PASSWORD));
        rows.add(new ContractRow(TLS, "USER and PASS, right", new Expectation.Ok(), "RFC 1939 7", steps));
        List<ScenarioStep> plain = after(tls, new LogIn(Credentials.RIGHT, Mechanism.PLAIN));
        rows.add(new ContractRow(TLS, "AUTH PLAIN, right", new Expectation.Ok(), "RFC 5034 4", plain));
        capabilities(TRANSACTION, state, steps);
        for (String line : List.of("STAT", "LIST", "UIDL", "NOOP", "RSET", "USER prove", "STLS", "QUIT")) {
            command(TRANSACTION, state, steps, line, "RFC 1939 5");
        }
        for (String line : List.of("RETR 0", "RETR 999999999", "LIST 999999999", "TOP 0 0", "DELE 0", "DELE x")) {
            rows.add(new ContractRow(
                    TRANSACTION, line, Expectation.Err.of(""), "RFC 1939 5", after(steps, new Say(line))));
        }
        rows.add(new ContractRow(
                TLS,
                "USER and PASS, maildrop open elsewhere",
                expected(Pop3Refusal.MAILDROP_IN_USE, false),
                "RFC 2449 8.1.1",
                Stream.concat(Stream.of(new LogInElsewhere()), steps.stream()).toList()));
    }

    private void capabilities(String name, Pop3State state, List<ScenarioStep> steps) {
        List<String> listed = checkpoint.capabilities(state);
        List<String> notListed = Stream.of("STLS", "USER", "SASL")
                .filter(word -> listed.stream().noneMatch(line -> line.startsWith(word)))
                .toList();
        rows.add(new ContractRow(
                name,
                "CAPA",
                new Expectation.Lists(listed, notListed),
                "RFC 2449 5, RFC 2595 4",
                after(steps, new Say("CAPA"))));
    }

    /** The row of a command, as the decision function has it. */
    private void command(String name, Pop3State state, List<ScenarioStep> steps, String line, String why) {
        Pop3Verb verb = Pop3Verb.of(line.split(" ", 2)[0]);
        Pop3Decision decision = checkpoint.decide(state, verb, line.contains(" "));
        Expectation expected =
                decision instanceof Pop3Decision.Refuse refused ? expected(refused.reason(), false) : served(verb);
        String says = verb == Pop3Verb.UNKNOWN ? "unknown command" : line;
        rows.add(new ContractRow(name, says, expected, why, after(steps, new Say(line))));
    }

    /** APOP is served, and none of these lines has a digest. */
    private static Expectation served(Pop3Verb verb) {
        return verb == Pop3Verb.APOP ? Expectation.Err.of("") : new Expectation.Ok();
    }

    private static Expectation expected(Pop3Refusal refusal, boolean everyWord) {
        String rest = refusal.reply().substring("-ERR ".length());
        int end = rest.startsWith("[") ? rest.indexOf(']') : -1;
        String code = end < 0 ? "" : rest.substring(1, end);
        String words = rest.substring(end + 1).strip();
        return new Expectation.Err(code, everyWord ? Optional.of(words) : Optional.empty(), refusal.closes());
    }

    private static List<ScenarioStep> after(List<ScenarioStep> steps, ScenarioStep step) {
        return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }
}
