// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.benchmarks.servers.TestAccount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    private final RecordingDialogue server = new RecordingDialogue();

    @Test
    void aSubmissionSendsOneMessageAfterTheOtherEachToItsRecipient() {
        TestMessage message = TestMessage.of(600);
        SubmissionScript script =
                new SubmissionScript(new TestAccount(0), List.of("one@example.net", "two@example.net"), message);

        server.hears(script, "220 hello", "250-mail", "250 AUTH PLAIN", "235 welcome");
        server.hears(script, "250 sender", "250 recipient", "354 go on", "250 taken");
        server.hears(script, "250 sender", "250 recipient", "354 go on", "250 taken", "221 bye");

        assertThat(server.end).isEqualTo("done");
        assertThat(server.said)
                .contains("RCPT TO:<one@example.net>", "RCPT TO:<two@example.net>")
                .endsWith("QUIT");
        assertThat(server.said)
                .filteredOn(said -> said.endsWith("\r\n.\r\n"))
                .hasSize(2)
                .allMatch(said -> said.startsWith("From: Somebody <user0@example.org>\r\n"));
    }

    @Test
    void aSubmissionThatIsRefusedFails() {
        SubmissionScript script =
                new SubmissionScript(new TestAccount(0), List.of("one@example.net"), TestMessage.of(600));

        server.hears(script, "220 hello", "250 mail", "535 5.7.8 no");

        assertThat(server.end).isEqualTo("SMTP, in the state AUTH: wanted 235, got 535 5.7.8 no");
    }

    @Test
    void aMaildropIsFetchedAndEmptied() {
        List<Integer> counted = new ArrayList<>();
        Pop3Script script = new Pop3Script(new TestAccount(3), Pop3Script.Work.FETCH, counted::add);

        server.hears(script, "+OK hello", "+OK", "+OK", "+OK 2 600", "+OK", "1 a", "2 b", ".");
        server.hears(script, "+OK", "From: x", "", "..", ".", "+OK", "+OK", "y", ".", "+OK", "+OK bye");

        assertThat(server.end).isEqualTo("done");
        assertThat(counted).containsExactly(2);
        assertThat(server.said).endsWith("STAT", "UIDL", "RETR 1", "DELE 1", "RETR 2", "DELE 2", "QUIT");
    }

    @Test
    void aMaildropIsReadAndLeftAsItIs() {
        Pop3Script script = new Pop3Script(new TestAccount(3), Pop3Script.Work.READ, count -> {});

        server.hears(script, "+OK hello", "+OK", "+OK", "+OK 2 600", "+OK", "1 a", "2 b", ".");
        server.hears(script, "+OK", "x", ".", "+OK", "y", ".", "+OK bye");

        assertThat(server.end).isEqualTo("done");
        assertThat(server.said).endsWith("STAT", "UIDL", "RETR 1", "RETR 2", "QUIT");
    }

    @Test
    void aMaildropThatIsNotOpenedFails() {
        server.hears(
                new Pop3Script(new TestAccount(3), Pop3Script.Work.COUNT, count -> {}), "+OK", "+OK", "-ERR [AUTH] no");

        assertThat(server.end).isEqualTo("POP3, in the state PASS: -ERR [AUTH] no");
    }

    @Test
    void anIdleSessionIsDoneWhenItWasAnswered() {
        server.hears(new IdleSmtpScript(), "220 hello", "250 2.0.0 NOOP", "221 bye");

        assertThat(server.end).isEqualTo("done");
    }

    @Test
    void aMessageHasTheSizeThatWasAskedForAndAnEnd() {
        for (int size : new int[] {600, 4_096, 102_400}) {
            TestMessage message = TestMessage.of(size);
            assertThat(message.size()).isBetween(size - 1, size);
            assertThat(message.rest().readableBytes()).isEqualTo(message.size() + ".\r\n".length());
        }
    }
}
