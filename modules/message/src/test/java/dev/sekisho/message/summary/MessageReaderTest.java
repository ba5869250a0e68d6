// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import static dev.sekisho.message.Messages.message;
import static dev.sekisho.message.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.imap.EnvelopeForm;
import dev.sekisho.message.imap.StructureForm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    @Test
    void givesEveryFieldOfTheEnvelope() {
        String envelope = envelope("""
                Message-ID: <msg@id>
                In-Reply-To: <reply@to.id>
                Date: Thu, 15 Feb 2007 01:02:03 +0200
                Subject: subject
                 header
                From: From Real <fromuser@fromdomain.org>
                To: To Real <touser@todomain.org>
                Cc: Cc Real <ccuser@ccdomain.org>
                Bcc: Bcc Real <bccuser@bccdomain.org>
                Sender: Sender Real <senderuser@senderdomain.org>
                Reply-To: ReplyTo Real <replytouser@replytodomain.org>

                body
                """);

        assertThat(envelope)
                .isEqualTo(
                        "(\"Thu, 15 Feb 2007 01:02:03 +0200\" \"subject header\" ((\"From Real\" NIL \"fromuser\" \"fromdomain.org\"))"
                                + " ((\"Sender Real\" NIL \"senderuser\" \"senderdomain.org\"))"
                                + " ((\"ReplyTo Real\" NIL \"replytouser\" \"replytodomain.org\"))"
                                + " ((\"To Real\" NIL \"touser\" \"todomain.org\")) ((\"Cc Real\" NIL \"ccuser\" \"ccdomain.org\"))"
                                + " ((\"Bcc Real\" NIL \"bccuser\" \"bccdomain.org\")) \"<reply@to.id>\" \"<msg@id>\")");
    }

    @Test
    void takesFromWhereSenderAndReplyToAreMissingOrEmpty() {
        String from = "((\"Real Name\" NIL \"user\" \"domain\"))";
        String expected = "(NIL NIL " + from + " " + from + " " + from + " NIL NIL NIL NIL NIL)";

        assertThat(envelope("From: user@domain (Real Name)\n\nbody\n")).isEqualTo(expected);
        assertThat(envelope("From: user@domain (Real Name)\nSender:\nReply-To: \n\nbody\n"))
                .isEqualTo(expected);
    }

    @Test
    void putsGroupsBetweenTheirMarks() {
        assertThat(envelope("To: group: g1@d1.org, g2@d2.org;\nCc: empty:;\n\n"))
                .isEqualTo(
                        "(NIL NIL NIL NIL NIL ((NIL NIL \"group\" NIL)(NIL NIL \"g1\" \"d1.org\")(NIL NIL \"g2\" \"d2.org\")"
                                + "(NIL NIL NIL NIL)) ((NIL NIL \"empty\" NIL)(NIL NIL NIL NIL)) NIL NIL NIL)");
    }

    @Test
    void quotesWithoutTheQuotesOfTheMessage() {
        assertThat(envelope("From: \"Doe, John\" <j@example.net>\n\nx\n"))
                .contains("((\"Doe, John\" NIL \"j\" \"example.net\"))");
        assertThat(envelope("Subject: a \"b\" \\c\n\nx\n")).contains("\"a \\\"b\\\" \\\\c\"");
    }

    @Test
    void keepsTheOctetsOfUtf8AsLiterals() {
        byte[] message = utf8("From: Jörg <joerg@example.net>\nTo: äöüß <a@example.org>\nSubject: Grüße\n\nx\n");
        String envelope =
                new String(EnvelopeForm.print(MessageReader.read(message).envelope()), StandardCharsets.UTF_8);

        assertThat(envelope)
                .startsWith("(NIL {7}\r\nGrüße (({5}\r\nJörg NIL \"joerg\" \"example.net\"))")
                .contains("(({8}\r\näöüß NIL \"a\" \"example.org\"))");
    }

    @Test
    void tellsAnEmptyTextFromAMissingOne() {
        assertThat(envelope("Subject:\nDate:\nMessage-ID:\n\n"))
                .isEqualTo("(\"\" \"\" NIL NIL NIL NIL NIL NIL NIL \"\")");
    }

    @Test
    void takesTheFirstOfTwoFromsAndAllRecipients() {
        assertThat(envelope("From: a@b.org\nFrom: c@d.org\nTo: e@f.org\nTo: g@h.org\n\n"))
                .startsWith("(NIL NIL ((NIL NIL \"a\" \"b.org\")) ")
                .contains("((NIL NIL \"e\" \"f.org\")(NIL NIL \"g\" \"h.org\"))")
                .doesNotContain("d.org");
    }

    @Test
    void givesTheStructureOfAMultipart() {
        String structure = structure("""
                Content-Type: multipart/mixed; boundary="foo
                 bar"

                Root MIME prologue

                --foo bar
                Content-Type: text/x-myown; charset=us-ascii

                hello

                --foo bar--
                Root MIME epilogue
                """);

        assertThat(structure)
                .isEqualTo("((\"text\" \"x-myown\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 7 1 NIL NIL NIL NIL)"
                        + " \"mixed\" (\"boundary\" \"foo bar\") NIL NIL NIL)");
    }

    @Test
    void leavesParametersAsTheyAreInTheMessage() {
        assertThat(structure("Content-Type: application/pdf\n"
                        + "Content-Disposition: attachment; filename*=UTF-8''%E2%82%AC.pdf\n\nA\n"))
                .isEqualTo("(\"application\" \"pdf\" NIL NIL NIL \"7bit\" 3 NIL"
                        + " (\"attachment\" (\"filename*\" \"UTF-8''%E2%82%AC.pdf\")) NIL NIL)");
        assertThat(structure("Content-Type: application/pdf; name=\"=?UTF-8?B?w6QucGRm?=\"\n\nA\n"))
                .isEqualTo(
                        "(\"application\" \"pdf\" (\"name\" \"=?UTF-8?B?w6QucGRm?=\") NIL NIL \"7bit\" 3 NIL NIL NIL NIL)");
    }

    @Test
    void joinsParametersThatAreDivided() {
        assertThat(
                        structure(
                                "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0=\"long \";\n filename*1=name\n\nA\n"))
                .contains("(\"filename\" \"long name\")");
        assertThat(structure(
                        "Content-Type: application/pdf\nContent-Disposition: attachment; size=3; filename*1=\" b\";\n"
                                + " filename*0*=utf-8''%E6%97; filename*3=gap\n\nA\n"))
                .contains("(\"size\" \"3\" \"filename*\" \"utf-8''%E6%97%20b\")");
    }

    @Test
    void readsAnEncodingInQuotes() {
        assertThat(structure("Content-Type: text/plain\nContent-Transfer-Encoding: \"base64\"\n\nQUFB\n"))
                .isEqualTo("(\"text\" \"plain\" NIL NIL NIL \"base64\" 6 1 NIL NIL NIL NIL)");
    }

    @Test
    void givesAnEmbeddedMessageItsEnvelope() {
        assertThat(structure("Content-Type: message/rfc822\n\nSubject: inner\n\nHello\n"))
                .isEqualTo(
                        "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 25"
                                + " (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                                + " (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 7 1 NIL NIL NIL NIL) 3 NIL NIL NIL NIL)");
    }

    @Test
    void givesAMultipartWithoutPartsItsBodyAsText() {
        assertThat(structure("Content-Type: multipart/mixed; boundary=b\n\nno delimiter\n"))
                .isEqualTo("((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 14 1 NIL NIL NIL NIL)"
                        + " \"mixed\" (\"boundary\" \"b\") NIL NIL NIL)");
        assertThat(structure("Content-Type: multipart/mixed\n\n"))
                .isEqualTo(
                        "((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0 NIL NIL NIL NIL) \"mixed\" NIL NIL NIL NIL)");
    }

    @Test
    void givesAllExtensionData() {
        assertThat(structure("""
                        Content-Type: image/png
                        Content-ID: <a@b>
                        Content-Description: picture
                        Content-Transfer-Encoding: BASE64
                        Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
                        Content-Disposition: INLINE; FILENAME=a b (1).png; size=3
                        Content-Language: en, de (German)
                        Content-Location: http://example.org/a.png

                        AAAA
                        """))
                .isEqualTo(
                        "(\"image\" \"png\" NIL \"<a@b>\" \"picture\" \"base64\" 6 \"Q2hlY2sgSW50ZWdyaXR5IQ==\""
                                + " (\"inline\" (\"filename\" \"a b (1).png\" \"size\" \"3\")) (\"en\" \"de\") \"http://example.org/a.png\")");
    }

    @Test
    void hasNoExtensionDataInBody() {
        MessageSummary summary = MessageReader.read(message("Content-Type: text/plain\n\nx\n"));

        assertThat(new String(StructureForm.body(summary.structure().root()), StandardCharsets.US_ASCII))
                .isEqualTo("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 3 1)");
    }

    @Test
    void keepsTheFieldsThatProgramsAskForOctetByOctet() {
        MessageSummary summary =
                MessageReader.read(message("Received: x\nSUBJECT:  a\n\tb \nX-Mine: y\nReferences: <1>\n\nx\n"));

        assertThat(summary.fields().complete()).isTrue();
        assertThat(summary.fields().fields())
                .extracting(field -> field.octets().octets())
                .containsExactly("SUBJECT:  a\r\n\tb \r\n", "References: <1>\r\n");
    }

    @Test
    void saysThatFieldsAreMissingWhereABoundCutsThem() {
        MessageSummary summary = MessageReader.read(
                message("To: " + "a@example.org,\n ".repeat(10_000) + "b@example.org\nSubject: s\n\nx\n"));

        assertThat(summary.fields().complete()).isFalse();
        assertThat(summary.envelope().subject()).hasToString("s");
    }

    @Test
    void previewsTheFirstPlainText() {
        byte[] message = utf8("""
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/html; charset=utf-8

                <style>p {}</style><p>Seen <b>no</b>where&nbsp;else
                --b
                Content-Type: text/plain; charset=utf-8

                Grüße,

                   und   mehr
                --b--
                """);

        assertThat(MessageReader.read(message).preview()).isEqualTo("Grüße, und mehr");
    }

    @Test
    void previewsHtmlWhereThereIsNoPlainText() {
        assertThat(MessageReader.read(message(
                                "Content-Type: text/html\n\n<style>p {}</style><p>Seen <b>now</b>here&nbsp;else"))
                        .preview())
                .isEqualTo("Seen nowhere else");
    }

    @Test
    void previewsAtMostTwoHundredCharacters() {
        String preview = MessageReader.read(utf8("Content-Type: text/plain; charset=utf-8\n\n" + "😀".repeat(500)))
                .preview();

        assertThat(preview.codePointCount(0, preview.length())).isEqualTo(200);
        assertThat(preview).isEqualTo("😀".repeat(200));
    }

    @Test
    void measuresSizeAndDate() {
        byte[] message = message("Date: Thu, 15 Feb 2007 01:02:03 +0200\n\nx\n");

        assertThat(MessageReader.read(message).size()).isEqualTo(message.length);
        assertThat(MessageReader.read(message).sent()).hasToString("2007-02-15T01:02:03+02:00");
    }

    private static String envelope(String text) {
        byte[] octets = EnvelopeForm.print(MessageReader.read(message(text)).envelope());
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static String structure(String text) {
        byte[] octets = StructureForm.bodyStructure(
                MessageReader.read(message(text)).structure().root());
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
