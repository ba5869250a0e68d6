// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import static dev.sekisho.imap.parse.Parsing.LIMITS;
import static dev.sekisho.imap.parse.Parsing.REV1;
import static dev.sekisho.imap.parse.Parsing.octets;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandAssemblerTest {
    private static final int WHOLE = 1 << 20;

    @Test
    void whatFollowsABareLfIsNoCommand() {
        assertThat(session("a NOOP\nb LOGOUT\nc LOGOUT\r\nd NOOP\r\n")).containsExactly("a BAD", "d Noop[]");
        assertThat(session("a LOGIN {3+}\nx\r\ny LOGOUT\r\nd NOOP\r\n")).containsExactly("a BAD", "d Noop[]");
    }

    @Test
    void pipelinedCommandsComeOutOneByOne() {
        assertThat(session("a NOOP\r\nb CAPABILITY\r\nc LOGOUT\r\n"))
                .containsExactly("a Noop[]", "b Capability[]", "c Logout[]");
    }

    @Test
    void theClientIsAskedForALiteralThatItWaitsWith() {
        assertThat(session("a LOGIN {3}\r\nbob {6}\r\nsecret\r\n")).containsExactly("+", "+", "a Login[user=bob]");
    }

    @Test
    void aLiteralThatIsNotWaitedWithIsTaken() {
        assertThat(session("a LOGIN {3+}\r\nbob {6+}\r\nsecret\r\nb NOOP\r\n"))
                .containsExactly("a Login[user=bob]", "b Noop[]");
    }

    @Test
    void aMessageIsHandedOnBeforeItsCommandIsRead() {
        assertThat(session("a APPEND INBOX (\\Seen) {5}\r\nhello\r\n"))
                .containsExactly(
                        "literal LiteralHandle[index=0, size=5, binary=false] awaited",
                        "message hello",
                        "a Append[mailbox=INBOX, messages=[AppendMessage[flags=[\\Seen], date=Optional.empty,"
                                + " parts=[Text[literal=LiteralHandle[index=0, size=5, binary=false]]]]]]");
    }

    @Test
    void aMailboxThatIsALiteralIsNoMessage() {
        List<String> events = session("a APPEND {5+}\r\nINBOX {2+}\r\nhi {3+}\r\nyou\r\n");

        assertThat(events).hasSize(5).startsWith("literal LiteralHandle[index=0, size=2, binary=false]", "message hi");
        assertThat(events.get(3)).isEqualTo("message you");
        assertThat(events.get(4)).startsWith("a Append[mailbox=INBOX").contains("index=1, size=3");
    }

    @Test
    void urlsOfCatenateAreReadAndItsTextsHandedOn() {
        List<String> events =
                session("a APPEND URL CATENATE (URL {3+}\r\n/x; TEXT {2+}\r\nhi URL \"/y\" TEXT ~{1+}\r\n\0)\r\n");

        assertThat(events)
                .hasSize(5)
                .element(4)
                .asString()
                .startsWith("a Append[mailbox=URL")
                .contains(
                        "Url[url=/x;], Text[literal=LiteralHandle[index=0, size=2, binary=false]], Url[url=/y], Text");
        assertThat(events.get(3)).isEqualTo("message \0");
    }

    @Test
    void theMessageOfAMailboxNamedUrlIsAMessage() {
        assertThat(session("a APPEND URL {2}\r\nhi\r\n")).contains("message hi");
    }

    @Test
    void aMessageInUtf8IsHandedOn() {
        assertThat(session("a APPEND x UTF8 (~{2+}\r\nhi)\r\n"))
                .contains("message hi")
                .last()
                .asString()
                .startsWith("a ");
    }

    @Test
    void aMalformedAppendIsRefusedBeforeItsMessageIsAskedFor() {
        assertThat(session("a APPEND INBOX (\\Seen {5}\r\nb NOOP\r\n")).containsExactly("a BAD", "b Noop[]");
    }

    @Test
    void aDateBeyondFourDigitsOfYearsInUtcIsNone() {
        assertThat(session("a APPEND INBOX \"31-Dec-9999 23:59:59 -1200\" {5}\r\nb NOOP\r\n"))
                .containsExactly("a BAD", "b Noop[]");
        assertThat(session("a APPEND INBOX \"31-Dec-9999 23:59:59 +0000\" {2}\r\nhi\r\n"))
                .anyMatch(event -> event.startsWith("a Append"));
    }

    @Test
    void theUnaskedMessageOfAMalformedAppendIsSkipped() {
        assertThat(session("a APPEND INBOX what {11+}\r\nb LOGOUT\r\nx\r\nc NOOP\r\n"))
                .containsExactly("a BAD", "c Noop[]");
    }

    @Test
    void aReplacementIsHandedOn() {
        assertThat(session("a UID REPLACE 7 Drafts {2}\r\nhi\r\n"))
                .contains("message hi")
                .hasSize(3);
        assertThat(session("a REPLACE * {6+}\r\nDrafts {2}\r\nhi\r\n"))
                .contains("message hi")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a LOGIN {1025}|a BAD [TOOBIG]",
                "a APPEND x {10001}|a NO [TOOBIG]",
                "a APPEND x {99999999999999999999999999}|a NO [TOOBIG]"
            })
    void aLiteralBeyondItsBoundIsRefusedBeforeItIsSent(String line, String answer) {
        assertThat(session(line + "\r\nb NOOP\r\n")).containsExactly(answer, "b Noop[]");
    }

    @Test
    void anUnaskedLiteralBeyondItsBoundIsSkippedIfItIsNoMoreThanAMessage() {
        assertThat(session("a LOGIN {1025+}\r\n" + "x".repeat(1025) + " {6+}\r\nb NOOP\r\nc NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG]", "c Noop[]");
    }

    @Test
    void anUnaskedLiteralBeyondAMessageEndsTheSession() {
        assertThat(session("a APPEND x {10001+}\r\n").get(0)).isEqualTo("a NO [TOOBIG] ends");
        assertThat(session("a APPEND what what {10001+}\r\n").get(0)).isEqualTo("a NO [TOOBIG] ends");
        assertThat(session("a LOGIN {1025+}\r\n" + "x".repeat(1025) + " {10001+}\r\n"))
                .containsExactly("a BAD [TOOBIG]", "* BAD [TOOBIG] ends");
    }

    @Test
    void aLineBeyondItsBoundIsSkipped() {
        assertThat(session("a NOOP " + "x".repeat(100_000) + "\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG]", "b Noop[]");
    }

    @Test
    void anUnaskedLiteralBehindALineBeyondItsBoundIsNoCommand() {
        assertThat(session("a LOGIN " + "x".repeat(100_000) + " {8+}\r\nb NOOP\r\n\r\nc NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG]", "c Noop[]");
    }

    @Test
    void linesAndLiteralsTogetherHaveABound() {
        String literals = "{1000+}\r\n" + "x".repeat(1000) + " ";
        assertThat(session("a ENABLE " + literals.repeat(9) + "\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG]", "b Noop[]");
    }

    @Test
    void literalsHaveANumber() {
        assertThat(session("a ENABLE " + "{1+}\r\nx ".repeat(30) + "\r\nb NOOP\r\n"))
                .containsExactly("a BAD [TOOBIG]", "b Noop[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a NOOP\nx\r\n", "a NO\rOP\r\n", "a \0NOOP\r\n", "a NOOP\r\r\n", "\n\r\n"})
    void aLineWithABareCrABareLfOrANulIsRefused(String line) {
        List<String> events = session(line + "b NOOP\r\n");

        assertThat(events).hasSize(2).last().isEqualTo("b Noop[]");
        assertThat(events.get(0)).endsWith(" BAD");
    }

    @Test
    void aLiteralThatAMalformedLineAnnouncesIsNoCommand() {
        assertThat(session("a LO\0GIN {8+}\r\nb NOOP\r\n\r\nc NOOP\r\n")).containsExactly("a BAD", "c Noop[]");
        assertThat(session("a LOGIN {8+}\nb NOOP\r\n\r\nc NOOP\r\n")).containsExactly("a BAD", "c Noop[]");
    }

    @Test
    void aLiteralHasNoNul() {
        assertThat(session("a LOGIN {3+}\r\nb\0b x\r\n")).containsExactly("a BAD");
    }

    @Test
    void whatLooksLikeALiteralWithinALiteralIsNone() {
        assertThat(session("a CREATE {4+}\r\n{1+}\r\nb NOOP\r\n"))
                .hasSize(2)
                .last()
                .isEqualTo("b Noop[]");
    }

    @Test
    void aLiteralsOctetsDoNotAnnounceAnother() {
        assertThat(session("a LOGIN {3+}\r\n{5++}\r\nb NOOP\r\n"))
                .hasSize(2)
                .last()
                .isEqualTo("b Noop[]");
    }

    @Test
    void aLineThatWasAskedForIsNoCommand() {
        CommandAssembler assembler = new CommandAssembler(REV1, LIMITS);
        Parsing.SessionLog log = new Parsing.SessionLog(assembler);
        ByteBuffer input =
                ByteBuffer.wrap(octets("DONE\r\n" + "x".repeat(50) + "{5+}\r\na\rb\r\n01234567\r\nb NOOP\r\n"));
        for (int i = 0; i < 4; i++) {
            assembler.expectLine(8);
            assertThat(assembler.awaited()).isEqualTo(AwaitedOctets.LINE);
            assembler.next(input).accept(log);
        }
        assembler.next(input).accept(log);

        assertThat(log.events()).containsExactly("line DONE", "line ", "line ", "line 01234567", "b Noop[]");
    }

    @Test
    void aRefusedMessageThatTheClientWaitsWithIsNeverSent() {
        assertThat(refusing("a APPEND x {5}\r\nb NOOP\r\n")).containsExactly("b Noop[]");
    }

    @Test
    void aRefusedMessageThatComesAllTheSameIsSkippedWithTheRestOfItsCommand() {
        assertThat(refusing("a APPEND x {5+}\r\nhello {3+}\r\nyou\r\nb NOOP\r\n"))
                .containsExactly("b Noop[]");
    }

    private static List<String> refusing(String octets) {
        CommandAssembler assembler = new CommandAssembler(REV1, LIMITS);
        Parsing.SessionLog log = new Parsing.SessionLog(assembler) {
            @Override
            public Boolean messageLiteral(AssemblerEvent.MessageLiteral event) {
                assembler.refuseMessage();
                return true;
            }
        };
        ByteBuffer input = ByteBuffer.wrap(octets(octets));
        while (assembler.next(input).accept(log)) {
            // The log acts on each event.
        }
        return log.events();
    }

    @Test
    void saysWhatItWaitsFor() {
        CommandAssembler assembler = new CommandAssembler(REV1, LIMITS);
        assertThat(assembler.awaited()).isEqualTo(AwaitedOctets.COMMAND);
        assembler.next(ByteBuffer.wrap(octets("a APP")));
        assertThat(assembler.awaited()).isEqualTo(AwaitedOctets.REST_OF_COMMAND);
        assembler.next(ByteBuffer.wrap(octets("END x {5}\r\n")));
        assembler.takeMessage();
        assertThat(assembler.awaited()).isEqualTo(AwaitedOctets.MESSAGE);
    }

    private static List<String> session(String octets) {
        return Parsing.session(octets(octets), LIMITS, WHOLE);
    }
}
