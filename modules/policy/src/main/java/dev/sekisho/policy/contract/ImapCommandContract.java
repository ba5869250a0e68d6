// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.contract.Expectation.Tagged;
import dev.sekisho.policy.contract.Expectation.Tagged.Verdict;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.imap.ImapCheckpoint;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.imap.ImapState;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of a policy that speaks IMAP on its commands: by state, in wrong forms, beyond bounds, with octets that no line may have. */
final class ImapCommandContract {
    private static final String TLS = "TLS";
    private static final String LOGGED_IN = "logged in";
    private static final String SELECTED = "mailbox selected";
    private static final String READING = "mailbox open for reading";

    /** A right form of each command that depends on the state. */
    private static final List<String> COMMANDS = List.of(
            "ENABLE CONDSTORE",
            "EXAMINE INBOX",
            "CREATE prove",
            "DELETE prove",
            "RENAME prove proved",
            "SUBSCRIBE prove",
            "UNSUBSCRIBE prove",
            "LIST \"\" *",
            "LSUB \"\" *",
            "NAMESPACE",
            "STATUS INBOX (MESSAGES)",
            "APPEND INBOX {5}",
            "IDLE",
            "NOTIFY NONE",
            "COMPRESS DEFLATE",
            "GETQUOTA \"\"",
            "GETQUOTAROOT INBOX");

    private static final List<String> ON_MESSAGES = List.of(
            "CHECK",
            "CLOSE",
            "UNSELECT",
            "EXPUNGE",
            "SEARCH ALL",
            "SORT (DATE) UTF-8 ALL",
            "THREAD REFERENCES UTF-8 ALL",
            "FETCH 1 FLAGS",
            "STORE 1 FLAGS (\\Seen)",
            "COPY 1 INBOX",
            "MOVE 1 INBOX",
            "REPLACE 1 INBOX {5}");

    private static final List<String> CHANGES = List.of("STORE 1:* FLAGS (\\Seen)", "MOVE 1:* INBOX", "EXPUNGE");

    private static final List<String> WRONG_FORMS = List.of(
            "SELECT",
            "CREATE",
            "DELETE",
            "RENAME prove",
            "SUBSCRIBE",
            "LIST",
            "STATUS INBOX",
            "APPEND INBOX",
            "FETCH 1",
            "FETCH 0 FLAGS",
            "FETCH 1 (FLAGS",
            "FETCH 1 BODY[",
            "FETCH 4294967296 FLAGS",
            "STORE 1",
            "STORE 1 FLUGS (\\Seen)",
            "COPY 1",
            "MOVE 1",
            "REPLACE 1 INBOX",
            "EXPUNGE 1",
            "SEARCH NOTHING",
            "SEARCH (ALL",
            "SEARCH RETURN (NOTHING) ALL",
            "SORT (NOTHING) UTF-8 ALL",
            "SORT (DATE) UTF-8",
            "THREAD NOTHING UTF-8 ALL",
            "ENABLE",
            "ID",
            "IDLE now",
            "NAMESPACE now",
            "NOTIFY",
            "NOTIFY SET",
            "COMPRESS",
            "GETQUOTA",
            "GETQUOTAROOT",
            "LSUB",
            "UNSUBSCRIBE",
            "UID NOOP");

    private final PortPolicy policy;
    private final List<ScenarioStep> tls;
    private final List<ScenarioStep> loggedIn;
    private final List<ContractRow> rows = new ArrayList<>();

    /**
     * @param tls the steps to a session under TLS
     * @param loggedIn the steps to one of a user
     */
    ImapCommandContract(PortPolicy policy, List<ScenarioStep> tls, List<ScenarioStep> loggedIn) {
        this.policy = policy;
        this.tls = tls;
        this.loggedIn = loggedIn;
    }

    List<ContractRow> rows() {
        ImapState stranger = ImapState.connected(true);
        Stream.concat(COMMANDS.stream(), ON_MESSAGES.stream()).forEach(line -> refused(TLS, stranger, tls, line));
        ON_MESSAGES.forEach(line -> refused(LOGGED_IN, stranger.afterAuth(), loggedIn, line));
        List<ScenarioStep> selected = after(loggedIn, "SELECT INBOX");
        refused(SELECTED, stranger.afterAuth().afterSelect(false), selected, "LOGIN prove prove");
        refused(SELECTED, stranger.afterAuth().afterSelect(false), selected, "STARTTLS");
        readOnly();
        wrongForms(selected);
        // What is refused on the way ends a scenario, so no client of ours provokes it.
        add(SELECTED, "FETCH after a SELECT that failed", Verdict.BAD, "RFC 9051 6.3.2", List.of());
        bounds(selected);
        lines();
        return List.copyOf(rows);
    }

    /** The row of a command that the decision function refuses in this state. */
    private void refused(String name, ImapState state, List<ScenarioStep> before, String line) {
        Optional<ImapRefusal> refusal = new ImapCheckpoint(policy)
                .decide(state, ImapVerb.of(line.split(" ", 2)[0]))
                .refusal();
        refusal.ifPresent(
                reason -> add(name, line, Verdict.of(reason), "RFC 9051 3: " + reason.reply(), after(before, line)));
    }

    /** Of a mailbox that may be empty, a server need not look whether it may be changed; so no client of ours provokes it. */
    private void readOnly() {
        for (String line : CHANGES) {
            add(READING, line, Verdict.of(ImapRefusal.READ_ONLY), "RFC 9051 6.3.3", List.of());
        }
    }

    private void wrongForms(List<ScenarioStep> selected) {
        for (String line : WRONG_FORMS) {
            add(SELECTED, line, Verdict.BAD, "RFC 9051 9", after(selected, line));
        }
        add(SELECTED, "CREATE R&D", Verdict.NO, "RFC 3501 5.1.3", after(selected, "CREATE R&D"));
        add(SELECTED, "DELETE INBOX", Verdict.NO, "RFC 9051 6.3.5", after(selected, "DELETE INBOX"));
        add(SELECTED, "SELECT of no mailbox", Verdict.NO, "RFC 9051 6.3.2", after(selected, "SELECT no-such-mailbox"));
    }

    private void bounds(List<ScenarioStep> selected) {
        String nested = "SEARCH " + "NOT ".repeat(300) + "ALL";
        add(SELECTED, "SEARCH with 300 times NOT", Verdict.BAD, "bounded depth", after(selected, nested));
        add(
                TLS,
                "LOGIN with a literal of 5,000 octets",
                Verdict.BAD,
                "RFC 9051 4.3, RFC 7889 5",
                after(tls, "LOGIN {5000}"));
    }

    private void lines() {
        add(TLS, "a line with a bare CR", Verdict.BAD, "RFC 9051 2.2.1", after(tls, "NOOP\rNOOP"));
        add(TLS, "a line with a NUL", Verdict.BAD, "RFC 9051 2.2.1", after(tls, "NOOP\0"));
        String line = "NOOP " + "x".repeat(20_000);
        add(TLS, "a line of 20,000 octets", Verdict.BAD, "bounded lines", after(tls, line));
    }

    private void add(String state, String says, Verdict verdict, String why, List<ScenarioStep> steps) {
        rows.add(new ContractRow(state, says, new Tagged(verdict, false), why, steps));
    }

    private static List<ScenarioStep> after(List<ScenarioStep> before, String line) {
        return Stream.concat(before.stream(), Stream.of(new Say(line))).toList();
    }
}
