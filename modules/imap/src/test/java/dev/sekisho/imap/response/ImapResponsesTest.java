// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.StatusItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImapResponsesTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private final ImapResponses responses = new ImapResponses((octets, offset, length) -> {
        sent.write(octets, offset, length);
        writes.add(length);
    });

    @Test
    void statusResponsesHaveTheirCodes() throws IOException {
        responses.tagged("a1", ReplyStatus.OK, Optional.of(ResponseCode.READ_WRITE), "SELECT completed");
        responses.tagged("a2", ReplyStatus.BAD, Optional.empty(), "two\r\nlines");
        responses.untagged(ReplyStatus.OK, Optional.of(ResponseCode.uidValidity(7)), "");
        responses.tagged(
                "a3",
                ReplyStatus.OK,
                Optional.of(ResponseCode.copyUid(7, NumberRanges.of(1, 3), NumberRanges.of(8, 9))),
                "done");
        responses.continuation("");

        assertThat(sent())
                .isEqualTo("a1 OK [READ-WRITE] SELECT completed\r\n"
                        + "a2 BAD two  lines\r\n"
                        + "* OK [UIDVALIDITY 7] .\r\n"
                        + "a3 OK [COPYUID 7 1,3 8:9] done\r\n"
                        + "+ \r\n");
    }

    @Test
    void permanentFlagsMayHaveAStar() {
        assertThat(ResponseCode.permanentFlags(List.of(Flag.SEEN), true).text())
                .isEqualTo("PERMANENTFLAGS (\\Seen \\*)");
        assertThat(ResponseCode.permanentFlags(List.of(), true).text()).isEqualTo("PERMANENTFLAGS (\\*)");
        assertThat(ResponseCode.permanentFlags(List.of(), false).text()).isEqualTo("PERMANENTFLAGS ()");
    }

    @Test
    void numbersAndSetsAreTold() throws IOException {
        responses.exists(3);
        responses.expunge(2);
        responses.vanished(NumberRanges.of(4, 5), true);
        responses.vanished(NumberRanges.NONE, false);
        responses.search(NumberRanges.of(1, 2), OptionalLong.of(9));
        responses.search(NumberRanges.NONE, OptionalLong.of(9));
        responses.sort(new long[] {3, 1}, OptionalLong.empty());
        responses.esearch(
                "a\\",
                true,
                new ExtendedSearchResult(
                        OptionalLong.of(1),
                        OptionalLong.empty(),
                        Optional.of(NumberRanges.of(1, 2)),
                        OptionalLong.of(2),
                        OptionalLong.empty()));

        assertThat(sent())
                .isEqualTo("* 3 EXISTS\r\n* 2 EXPUNGE\r\n* VANISHED (EARLIER) 4:5\r\n"
                        + "* SEARCH 1 2 (MODSEQ 9)\r\n* SEARCH\r\n* SORT 3 1\r\n"
                        + "* ESEARCH (TAG \"a\\\\\") UID MIN 1 ALL 1:2 COUNT 2\r\n");
    }

    @Test
    void namesAreInModifiedUtf7UntilUtf8IsEnabled() throws IOException {
        MailboxName name = new MailboxName("日\"本");
        responses.list(List.of("\\HasNoChildren", "\\Sent"), '.', name, List.of());
        responses.enableUtf8();
        responses.list(List.of(), '.', name, List.of("SUBSCRIBED"));
        responses.lsub(List.of(), '.', MailboxName.INBOX);
        responses.listRoot('.');

        assertThat(sent())
                .isEqualTo("* LIST (\\HasNoChildren \\Sent) \".\" \"&ZeU-\\\"&Zyw-\"\r\n"
                        + "* LIST () \".\" \"日\\\"本\" (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n"
                        + "* LSUB () \".\" \"INBOX\"\r\n"
                        + "* LIST (\\Noselect) \".\" \"\"\r\n");
    }

    @Test
    void theAccountIsTold() throws IOException {
        Map<StatusItem, String> status = new EnumMap<>(StatusItem.class);
        status.put(StatusItem.MESSAGES, "2");
        status.put(StatusItem.MAILBOXID, "(F1)");
        responses.status(MailboxName.INBOX, status);
        responses.account().namespace('.');
        responses.account().quotaRoot(MailboxName.INBOX, List.of("root"));
        responses.account().quota("root", List.of(new QuotaResource("STORAGE", 1, 2)));
        responses.account().id(Map.of("name", "Sekisho"));
        responses.capability(List.of("IMAP4rev1", "IDLE"));
        Map<String, Optional<String>> entries = new LinkedHashMap<>();
        entries.put("/private/comment", Optional.of("ä"));
        entries.put("/shared/comment", Optional.empty());
        responses.account().metadata(Optional.empty(), entries);
        responses.account().metadataChanged(Optional.of(MailboxName.INBOX), List.of("/private/comment"));

        assertThat(sent())
                .isEqualTo("* STATUS \"INBOX\" (MESSAGES 2 MAILBOXID (F1))\r\n"
                        + "* NAMESPACE ((\"\" \".\")) NIL NIL\r\n"
                        + "* QUOTAROOT \"INBOX\" \"root\"\r\n* QUOTA \"root\" (STORAGE 1 2)\r\n"
                        + "* ID (\"name\" \"Sekisho\")\r\n* CAPABILITY IMAP4rev1 IDLE\r\n"
                        + "* METADATA \"\" (\"/private/comment\" {2}\r\nä \"/shared/comment\" NIL)\r\n"
                        + "* METADATA \"INBOX\" \"/private/comment\"\r\n");
    }

    @Test
    void itemsOfAMessageAreToldInTheirOrder() throws IOException {
        Section fields = new Section(PartNumber.WHOLE, Section.Text.HEADER_FIELDS, List.of("Subject", "x y"));
        Section mime = new Section(PartNumber.of(1, 2), Section.Text.MIME, List.of());
        responses
                .fetch(4)
                .uid(9)
                .flags(WrittenFlags.of(List.of(Flag.SEEN, new Flag("$Work"))))
                .internalDate(OffsetDateTime.parse("2026-02-03T04:05:06+05:30"))
                .saveDate(Optional.empty())
                .size(123)
                .modSeq(7)
                .emailId("M1")
                .threadId(Optional.of("T1"))
                .preview(Optional.of("a \"b\""))
                .written(FetchAttribute.ENVELOPE, ByteBuffer.wrap(octets("(NIL)")))
                .section(new BodySection(fields, true, Optional.empty()), 2, stream("hi"))
                .section(new BodySection(mime, true, Optional.of(new Partial(5, 9))), 0, stream(""))
                .noSection(new BodySection(
                        new Section(PartNumber.of(9), Section.Text.ALL, List.of()), true, Optional.empty()))
                .octets(FetchAttribute.RFC822_TEXT, 1, stream("x"))
                .binary(new BinarySection(PartNumber.of(1), true, Optional.empty()), 1, stream("\0"), true)
                .binarySize(new BinarySize(PartNumber.of(1)), 1)
                .end();

        assertThat(sent())
                .isEqualTo("* 4 FETCH (UID 9 FLAGS (\\Seen $Work) INTERNALDATE \" 3-Feb-2026 04:05:06 +0530\""
                        + " SAVEDATE NIL RFC822.SIZE 123 MODSEQ (7) EMAILID (M1) THREADID (T1) PREVIEW \"a \\\"b\\\"\""
                        + " ENVELOPE (NIL) BODY[HEADER.FIELDS (Subject \"x y\")] {2}\r\nhi BODY[1.2.MIME]<5> {0}\r\n"
                        + " BODY[9] NIL RFC822.TEXT {1}\r\nx BINARY[1] ~{1}\r\n\0 BINARY.SIZE[1] 1)\r\n");
    }

    @Test
    void whatIsNotAsciiIsALiteralUntilUtf8IsEnabled() throws IOException {
        responses.account().id(Map.of("name", "Jörg"));
        responses.enableUtf8();
        responses.account().id(Map.of("name", "Jörg"));
        responses.account().id(Map.of("name", "two\r\nlines"));

        assertThat(sent())
                .isEqualTo(
                        "* ID (\"name\" {5}\r\nJörg)\r\n* ID (\"name\" \"Jörg\")\r\n* ID (\"name\" {10}\r\ntwo\r\nlines)\r\n");
    }

    @Property(tries = 100)
    void aLiteralOfAnySizeIsSentInBoundedPieces(@ForAll @IntRange(max = 200_000) int size) throws IOException {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31);
        }
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        List<Integer> pieces = new ArrayList<>();
        ImapResponses some = new ImapResponses((octets, offset, length) -> {
            received.write(octets, offset, length);
            pieces.add(length);
        });
        some.exists(1);
        some.fetch(1)
                .section(new BodySection(Section.WHOLE, true, Optional.empty()), size, new Trickle(content))
                .end();
        some.flush();

        String head = "* 1 EXISTS\r\n* 1 FETCH (BODY[] {" + size + "}\r\n";
        byte[] all = received.toByteArray();
        assertThat(new String(all, 0, head.length(), StandardCharsets.US_ASCII)).isEqualTo(head);
        assertThat(Arrays.copyOfRange(all, head.length(), head.length() + size)).isEqualTo(content);
        assertThat(pieces).allMatch(piece -> piece <= 2 * ResponseBuffer.FULL);
    }

    @Test
    void aLiteralThatEndsTooEarlyFails() {
        assertThatThrownBy(() -> responses
                        .fetch(1)
                        .section(new BodySection(Section.WHOLE, true, Optional.empty()), 3, stream("hi")))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("1 octets too early");
    }

    @Test
    void manyResponsesGoToTheSinkAsTheyAreMade() throws IOException {
        for (int i = 1; i <= 100_000; i++) {
            responses.fetch(i).flags(WrittenFlags.of(List.of(Flag.SEEN))).end();
        }
        responses.flush();

        assertThat(writes).hasSizeGreaterThan(100).allMatch(length -> length <= 2 * ResponseBuffer.FULL);
        assertThat(sent()).startsWith("* 1 FETCH (FLAGS (\\Seen))\r\n").endsWith("* 100000 FETCH (FLAGS (\\Seen))\r\n");
    }

    /** Gives a few octets at a time, as a database or a network does. */
    private static final class Trickle extends ByteArrayInputStream {
        Trickle(byte[] content) {
            super(content);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 777));
        }
    }

    private String sent() throws IOException {
        responses.flush();
        String text = sent.toString(StandardCharsets.UTF_8);
        sent.reset();
        return text;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(octets(text));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
