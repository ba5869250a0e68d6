// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import static dev.sekisho.message.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sections of RFC 9051 6.4.5.1. */
class SectionTest {
    private static final String NESTED = """
            From: user@domain.org
            Content-Type: multipart/mixed; boundary="foo
             bar"

            Root MIME prologue

            --foo bar
            Content-Type: text/x-myown; charset=us-ascii

            hello

            --foo bar
            Content-Type: message/rfc822

            Subject: submsg
            Content-Type: multipart/alternative; boundary="sub1"

            Sub MIME prologue
            --sub1
            Content-Type: text/html

            <p>Hello world</p>

            --sub1
            Content-Type: text/plain

            Hello another world

            --sub1--
            Sub MIME epilogue

            --foo bar--
            Root MIME epilogue
            """;

    @Test
    void numbersThePartsOfAMultipart() {
        assertThat(section(NESTED, "1")).isEqualTo("hello\n");
        assertThat(section(NESTED, "1.MIME")).isEqualTo("Content-Type: text/x-myown; charset=us-ascii\n\n");
        assertThat(section(NESTED, "3")).isNull();
        assertThat(section(NESTED, "1.1")).isNull();
        assertThat(section(NESTED, "1.HEADER")).isNull();
    }

    @Test
    void numbersThePartsOfAnEmbeddedMessage() {
        assertThat(section(NESTED, "2")).startsWith("Subject: submsg\n").endsWith("Sub MIME epilogue\n");
        assertThat(section(NESTED, "2.MIME")).isEqualTo("Content-Type: message/rfc822\n\n");
        assertThat(section(NESTED, "2.HEADER"))
                .isEqualTo("Subject: submsg\nContent-Type: multipart/alternative; boundary=\"sub1\"\n\n");
        assertThat(section(NESTED, "2.TEXT")).startsWith("Sub MIME prologue\n").endsWith("Sub MIME epilogue\n");
        assertThat(section(NESTED, "2.1")).isEqualTo("<p>Hello world</p>\n");
        assertThat(section(NESTED, "2.2")).isEqualTo("Hello another world\n");
        assertThat(section(NESTED, "2.2.MIME")).isEqualTo("Content-Type: text/plain\n\n");
    }

    @Test
    void hasTheWholeMessageWithoutANumber() {
        assertThat(section(NESTED, "")).isEqualTo(NESTED);
        assertThat(section(NESTED, "HEADER") + section(NESTED, "TEXT")).isEqualTo(NESTED);
    }

    @Test
    void givesAMessageThatIsNoMultipartOnePart() {
        String message = "Subject: s\nContent-Type: text/plain\n\nhello\n";

        assertThat(section(message, "1")).isEqualTo("hello\n");
        assertThat(section(message, "1.MIME")).isEqualTo("Subject: s\nContent-Type: text/plain\n\n");
        assertThat(section(message, "2")).isNull();
    }

    @Test
    void goesIntoMessagesWithinMessages() {
        String message =
                "Subject: 1\nContent-Type: message/rfc822\n\nSubject: 2\nContent-Type: message/rfc822\n\nSubject: 3\n\nHello\n";

        assertThat(section(message, "1")).startsWith("Subject: 2\n");
        assertThat(section(message, "1.HEADER")).isEqualTo("Subject: 2\nContent-Type: message/rfc822\n\n");
        assertThat(section(message, "1.1")).isEqualTo("Subject: 3\n\nHello\n");
        assertThat(section(message, "1.1.HEADER")).isEqualTo("Subject: 3\n\n");
        assertThat(section(message, "1.1.TEXT")).isEqualTo("Hello\n");
        assertThat(section(message, "1.1.1")).isEqualTo("Hello\n");
    }

    @Test
    void takesTheMembersOfADigestAsMessages() {
        String message =
                "Content-Type: multipart/digest; boundary=foo\n\n--foo \n\nSubject: m1\n\nm1 body\n\n--foo\nX-Mime: m2\n\nSubject: m2\n\nm2 body\n--foo--\n";

        assertThat(section(message, "1")).isEqualTo("Subject: m1\n\nm1 body\n");
        assertThat(section(message, "1.MIME")).isEqualTo("\n");
        assertThat(section(message, "1.HEADER")).isEqualTo("Subject: m1\n\n");
        assertThat(section(message, "2.MIME")).isEqualTo("X-Mime: m2\n\n");
        assertThat(section(message, "2.TEXT")).isEqualTo("m2 body");
    }

    @Test
    void movesBehindThePrefixOfADelivery() {
        String prefix = "Return-Path: <a@b.org>\nDelivered-To: c@d.org\n";
        MessageStructure structure = read(NESTED).behindPrefix(message(prefix).length);

        for (String section : List.of("", "HEADER", "TEXT", "1", "2", "2.HEADER", "2.1", "2.2.MIME")) {
            assertThat(cut(structure, prefix + NESTED, section))
                    .isEqualTo(cut(read(prefix + NESTED), prefix + NESTED, section));
        }
    }

    private static String section(String message, String section) {
        return cut(read(message), message, section);
    }

    private static String cut(MessageStructure structure, String message, String section) {
        List<String> pieces = Stream.of(section.split("\\."))
                .filter(piece -> !piece.isEmpty())
                .toList();
        List<Integer> path = pieces.stream()
                .filter(piece -> Character.isDigit(piece.charAt(0)))
                .map(Integer::valueOf)
                .toList();
        SectionText text =
                path.size() == pieces.size() ? SectionText.ALL : SectionText.valueOf(pieces.get(path.size()));
        byte[] octets = message(message);
        return structure
                .octets(path, text)
                .map(range -> new String(octets, (int) range.start(), (int) range.size(), StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n"))
                .orElse(null);
    }

    private static MessageStructure read(String message) {
        return StructureReader.read(message(message), name -> false, PartListener.NONE)
                .structure();
    }
}
