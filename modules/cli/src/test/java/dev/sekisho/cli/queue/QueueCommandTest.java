// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.outgoing.NewOutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.RecipientUpdate;
import dev.sekisho.store.outgoing.TakenRecipients;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueCommandTest {
    private static final Pin PRESENTED = Pin.ofSpki(new byte[] {1});
    private static final Pin EXPECTED = Pin.ofSpki(new byte[] {2});
    private static final Pin OTHER = Pin.ofSpki(new byte[] {3});

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
        commands.run("queue", "list");
    }

    private void queued(Optional<RecipientUpdate> step) throws Exception {
        try (Store store = store()) {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            accept(store, outgoing, "mail-1");
            if (step.isPresent()) {
                NodeLease node = outgoing.node();
                TakenRecipients taken =
                        outgoing.take(node, Instant.now(), Set.of(), 10).get(0);
                outgoing.write(taken, Map.of(taken.message().recipients().get(0).id(), step.get()));
            }
        }
    }

    private void queued(int messages) throws Exception {
        try (Store store = store()) {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            for (int number = 1; number <= messages; number++) {
                accept(store, outgoing, "mail-" + number);
            }
        }
    }

    private Store store() {
        return Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")));
    }

    private void queued(Optional<String> sender, String... recipients) throws Exception {
        try (Store store = store()) {
            accept(store, new OutgoingQueue(store.database()), recipients[0], sender, recipients);
        }
    }

    @Test
    void aMessageWithoutRecipientsCanBeRemovedByItsNumber() throws Exception {
        queued(1);
        try (Store store = store()) {
            store.database().write(sql -> sql.update("DELETE FROM outgoing_recipients"));
        }
        assertThat(commands.run("queue", "hold", "1")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("it has no recipients; 'queue remove 1' removes it");
        assertThat(commands.run("queue", "remove", "1")).isZero();
        assertThat(commands.out()).contains("message 1: it had no recipients; removed");
        assertThat(commands.run("queue", "show", "1")).isEqualTo(ExitCodes.FAILED);
    }

    private static void accept(Store store, OutgoingQueue outgoing, String name) throws Exception {
        accept(store, outgoing, name, Optional.of("us@us.example"), "a@far.example");
    }

    private static void accept(
            Store store, OutgoingQueue outgoing, String name, Optional<String> sender, String... recipients)
            throws Exception {
        try (BodyUpload upload = store.bodies().upload()) {
            upload.write(new byte[] {'a'});
            Instant now = Instant.now();
            outgoing.accept(
                    new NewOutgoingMessage(
                            name,
                            sender,
                            sender.map(each -> "Login." + each),
                            Optional.empty(),
                            Optional.empty(),
                            now,
                            now.plus(Duration.ofDays(5)),
                            Stream.of(recipients)
                                    .map(recipient -> new NewOutgoingMessage.Recipient(
                                            recipient,
                                            Optional.empty(),
                                            Optional.empty(),
                                            "provider",
                                            "hop.example:587"))
                                    .toList()),
                    upload.finish());
        }
    }

    private static RecipientUpdate held() {
        return held(EXPECTED);
    }

    private static RecipientUpdate held(Pin... expected) {
        return RecipientUpdate.unmet(
                Optional.of("hop.example"),
                "4.7.5 another key",
                new RecipientUpdate.KeyMismatch(Optional.of(PRESENTED), List.of(expected)),
                new RecipientUpdate.Retry(Instant.now().plus(Duration.ofHours(1)), 1, false));
    }

    @Test
    void anEmptyQueueIsSaidToBeSo() {
        assertThat(commands.run("queue", "list")).isZero();
        assertThat(commands.out().strip()).isEqualTo("the outgoing queue is empty");
    }

    @Test
    void whatIsHeldShowsBothKeysAndTheCommandThatAccepts() throws Exception {
        queued(Optional.of(held()));
        assertThat(commands.run("queue", "list")).isZero();
        assertThat(commands.out())
                .contains("<a@far.example>", "provider", "held", "4.7.5 another key")
                .contains("hop.example presents " + PRESENTED, "expected: " + EXPECTED)
                .contains("sekisho pin add hop.example " + PRESENTED + " --for outgoing --host hop.example");
    }

    @Test
    void theCommandThatAcceptsIsOneThatIsTaken() throws Exception {
        queued(Optional.of(held()));
        assertThat(accept()).isZero();
        assertThat(states("hop.example")).containsExactly("active");
    }

    @Test
    void theKeyThatIsAcceptedFollowsTheOneThatWasExpected() throws Exception {
        pinned("provider", EXPECTED, "--for", "outgoing", "--host", "hop.example", "--host", "hop2.example");
        queued(Optional.of(held()));
        assertThat(accept()).isZero();
        assertThat(states("provider")).containsExactly("active", "next");
    }

    @Test
    void toAcceptAServersKeyLetsNobodyRelayIn() throws Exception {
        pinned("provider", EXPECTED, "--for", "outgoing", "--host", "hop.example");
        queued(Optional.of(held()));
        assertThat(accept()).isZero();
        commands.run("pin", "show", PRESENTED.toString());
        assertThat(commands.out()).contains("outgoing: mail is sent to hop.example");
    }

    @Test
    void theKeyOfAPeerThatRelaysInTooFollowsForBothWithinTheSameLimits() throws Exception {
        pinned("branch", EXPECTED, "--for", "both", "--host", "hop.example", "--rate", "100/h");
        queued(Optional.of(held()));
        assertThat(accept()).isZero();
        assertThat(states("branch")).containsExactly("active", "next");
        commands.run("pin", "show", PRESENTED.toString());
        assertThat(commands.out()).contains("both: it may relay through this server", "rate 100/h");
    }

    @Test
    void amongSeveralKeysTheNewOneFollowsTheOneThatIsForMost() throws Exception {
        pinned("branch", OTHER, "--for", "outgoing", "--host", "hop.example");
        pinned("branch", EXPECTED, "--for", "both", "--host", "hop.example");
        queued(Optional.of(held(EXPECTED, OTHER)));
        assertThat(accept()).isZero();
        commands.run("pin", "show", PRESENTED.toString());
        assertThat(commands.out()).contains("state  next", "both: it may relay through this server");
    }

    @Test
    void aKeyThatWasRevokedOnceIsToldToBeSuch() throws Exception {
        pinned("provider", PRESENTED, "--for", "outgoing", "--host", "hop.example");
        commands.run("pin", "revoke", PRESENTED.toString());
        queued(Optional.of(held()));
        commands.run("queue", "show", "1");
        assertThat(commands.out()).contains(PRESENTED + ", WHICH WAS REVOKED");
        assertThat(accept()).isZero();
    }

    private void pinned(String peer, Pin pin, String... more) {
        List<String> words = new ArrayList<>(List.of("pin", "add", peer, pin.toString()));
        words.addAll(List.of(more));
        assertThat(commands.run(words.toArray(new String[0])))
                .as(commands.err())
                .isZero();
    }

    private List<String> states(String peer) throws Exception {
        commands.run("pin", "show", peer, "--json");
        return JsonOutput.parse(commands.out()).findValuesAsText("state");
    }

    /** Does what the listing says. */
    private int accept() throws Exception {
        commands.run("queue", "list", "--json");
        String accept = JsonOutput.parse(commands.out())
                .get(0)
                .get("recipients")
                .get(0)
                .get("accept")
                .asText();
        return commands.run(accept.replaceFirst("^sekisho ", "").split(" "));
    }

    @Test
    void whatSaysThatPortTwentyFiveIsBlockedIsToldBelowTheList() throws Exception {
        queued(Optional.of(RecipientUpdate.waiting(
                Optional.of("mx.example"),
                "timeout; outbound port 25 appears blocked; add a route with a smarthost",
                new RecipientUpdate.Retry(Instant.now().plus(Duration.ofHours(1)), 3, false))));
        commands.run("queue", "list");
        assertThat(commands.out()).contains("add a route with a smarthost: see conf/relay.xml");
    }

    @Test
    void aMessageIsHeldReleasedTriedSentBackAndRemoved() throws Exception {
        queued(Optional.empty());
        for (String verb : List.of("hold", "release", "retry", "bounce")) {
            assertThat(commands.run("queue", verb, "1")).as(verb).isZero();
            assertThat(commands.run("queue", "show", "1")).isZero();
            assertThat(commands.out()).contains("<a@far.example>");
        }
        assertThat(commands.run("queue", "remove", "1")).isZero();
        assertThat(commands.run("queue", "show", "1")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("there is no message 1");
    }

    @Test
    void whatIsToGoBackIsToldSoAndStaysIfItIsHeldAfterAll() throws Exception {
        queued(Optional.empty());
        commands.run("queue", "bounce", "1");
        commands.run("queue", "list");
        assertThat(commands.out()).contains("going back to the sender");
        for (List<String> verbs : List.of(List.of("hold", "release"), List.of("bounce", "retry"))) {
            verbs.forEach(verb -> commands.run("queue", verb, "1"));
            commands.run("queue", "list", "--json");
            assertThat(JsonOutput.parse(commands.out()).findValue("bounced").asBoolean())
                    .as("%s", verbs)
                    .isFalse();
        }
    }

    @Test
    void aMessageThatIsUnderWayIsHeldThen() throws Exception {
        try (Store store = store()) {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            accept(store, outgoing, "mail-1");
            outgoing.take(outgoing.node(), Instant.now(), Set.of(), 10);
            assertThat(commands.run("queue", "hold", "1")).isZero();
            assertThat(commands.out()).contains("message 1: 1 recipient in progress now, held if not delivered");
            commands.run("queue", "list");
            assertThat(commands.out()).contains("under way, then held by the operator");
            assertThat(commands.run("queue", "release", "1")).isZero();
            commands.run("queue", "list");
            assertThat(commands.out()).contains("under way").doesNotContain("then held");
        }
    }

    @Test
    void whatIsUnderWayCanBeNeitherTriedNorSentBackAndThatIsSaid() throws Exception {
        try (Store store = store()) {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            accept(store, outgoing, "mail-1");
            outgoing.take(outgoing.node(), Instant.now(), Set.of(), 10);
            assertThat(commands.run("queue", "retry", "1")).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.err())
                    .contains("message 1: it has no recipient that can be tried now; 'queue show 1' shows why");
            assertThat(commands.run("queue", "bounce", "1")).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.err()).contains("it has no recipient that can be sent back now");
        }
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        queued(Optional.empty());
        assertThat(commands.run("queue", "release", "1")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("queue show 1");
    }

    @Test
    void aLongQueueIsListedToItsEnd() throws Exception {
        int messages = 450;
        queued(messages);
        assertThat(commands.run("queue", "list")).isZero();
        assertThat(commands.out().lines().filter(line -> line.contains("<a@far.example>")))
                .hasSize(messages);
        assertThat(commands.run("queue", "list", "--json")).isZero();
        assertThat(JsonOutput.parse(commands.out())).hasSize(messages);
    }

    @Test
    void anEmptyQueueIsAnEmptyArray() throws Exception {
        assertThat(commands.run("queue", "list", "--json")).isZero();
        assertThat(JsonOutput.parse(commands.out())).isEmpty();
    }

    private List<String> recipients(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("queue", "list", "--json"));
        words.addAll(List.of(more));
        assertThat(commands.run(words.toArray(new String[0])))
                .as(commands.err())
                .isZero();
        return JsonOutput.parse(commands.out()).findValuesAsText("address");
    }

    private void mixture() throws Exception {
        queued(Optional.of("eve@us.example"), "a@far.example", "b@near.example");
        queued(Optional.of("us@us.example"), "c@far.example");
        queued(Optional.empty(), "d@notfar.example");
    }

    @Test
    void aListMayBeOfSomeSendersOrRecipients() throws Exception {
        mixture();
        assertThat(recipients()).hasSize(4);
        assertThat(recipients("--from", "EVE@us.example")).containsExactly("a@far.example", "b@near.example");
        assertThat(recipients("--from", "us.example")).hasSize(3);
        assertThat(recipients("--from", "<>")).containsExactly("d@notfar.example");
        assertThat(recipients("--to", "@far.example")).containsExactly("a@far.example", "c@far.example");
        assertThat(recipients("--to", "far.example", "--from", "us@us.example")).containsExactly("c@far.example");
        assertThat(commands.run("queue", "list", "--to", "nowhere.example")).isZero();
        assertThat(commands.out()).contains("no outgoing mail matches");
    }

    @Test
    void severalMessagesAreNamedAndNoneIsTouchedIfOneIsNotThere() throws Exception {
        mixture();
        assertThat(commands.run("queue", "remove", "1", "7")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("there is no message 7", "nothing was changed");
        assertThat(recipients()).hasSize(4);
        assertThat(commands.run("queue", "remove", "1", "3")).isZero();
        assertThat(commands.out()).contains("message 1: 2 recipients removed", "message 3: 1 recipient removed");
        assertThat(recipients()).containsExactly("c@far.example");
    }

    @Test
    void whatOneSenderHasLeftIsRemovedAfterAQuestion() throws Exception {
        mixture();
        assertThat(commands.run("queue", "remove", "--from", "eve@us.example")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--yes", "nothing was changed");
        assertThat(recipients()).hasSize(4);
        assertThat(commands.run("queue", "remove", "--from", "eve@us.example", "--yes"))
                .isZero();
        assertThat(commands.out()).contains("1 message: 2 recipients removed");
        assertThat(recipients()).containsExactly("c@far.example", "d@notfar.example");
    }

    @Test
    void whatAUserLoggedInToSubmitIsCountedAndThenRemovedWhateverTheSenderIs() throws Exception {
        mixture();
        assertThat(recipients("--user", "login.EVE@us.example")).containsExactly("a@far.example", "b@near.example");
        assertThat(recipients("--user", "eve@us.example")).isEmpty();
        assertThat(commands.run("queue", "remove", "--user", "login.eve@us.example", "--dry-run"))
                .isZero();
        assertThat(commands.out()).contains("would remove 1 message to 2 recipients; nothing was changed");
        assertThat(recipients()).hasSize(4);
        assertThat(commands.run("queue", "remove", "--user", "login.eve@us.example", "--yes"))
                .isZero();
        assertThat(commands.out()).contains("1 message: 2 recipients removed");
        assertThat(recipients()).containsExactly("c@far.example", "d@notfar.example");
        assertThat(commands.run("queue", "show", "2")).isZero();
        assertThat(commands.out()).contains("user     Login.us@us.example");
    }

    @Test
    void theOtherRecipientsOfAMessageAreLeftAlone() throws Exception {
        mixture();
        assertThat(commands.run("queue", "hold", "--to", "far.example")).isZero();
        assertThat(commands.out()).contains("2 messages: 2 recipients held");
        assertThat(commands.run("queue", "remove", "--to", "far.example", "--yes"))
                .isZero();
        assertThat(recipients()).containsExactly("b@near.example", "d@notfar.example");
    }

    @Test
    void allAreTriedWithoutAQuestionHoweverManyThereAre() throws Exception {
        queued(450);
        assertThat(commands.run("queue", "retry", "--all")).isZero();
        assertThat(commands.out()).contains("450 messages: 450 recipients to be tried now");
        assertThat(commands.run("queue", "release", "--all")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("450 messages: no recipient can be released now");
    }

    @Test
    void whichMessagesMustBeSaidOnce() throws Exception {
        mixture();
        for (List<String> words :
                List.of(List.<String>of(), List.of("1", "--all"), List.of("--all", "--to", "far.example"))) {
            List<String> command = new ArrayList<>(List.of("queue", "remove", "--yes"));
            command.addAll(words);
            assertThat(commands.run(command.toArray(new String[0])))
                    .as("%s", words)
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(commands.err()).contains("give the messages");
        }
        assertThat(recipients()).hasSize(4);
        assertThat(commands.run("queue", "bounce", "--to", "nowhere.example")).isZero();
        assertThat(commands.out()).contains("no outgoing mail matches; nothing was changed");
    }
}
