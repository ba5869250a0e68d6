// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.smtp.HeaderSyntax;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {
    private static final String REST = "Subject: x\r\n\r\nReturn-Path: in the text\r\nBcc: too\r\n";

    private final HeaderReader mail = HeaderReader.ofMail();
    private final HeaderReader submission = HeaderReader.ofSubmission();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Return-Path: <a@b.example>\r\n",
                "RETURN-path:\r\n",
                "Return-Path : <a@b.example>\r\n",
                "Return-Path:\r\n <a@b.example>\r\n\t(and more)\r\n",
                "Return-Path: <a@b.example>\r\nreturn-path: <c@d.example>\r\n \r\n"
            })
    void aReturnPathIsDroppedFromAllMail(String fields) {
        assertThat(kept(mail, fields + REST)).isEqualTo(REST);
        assertThat(kept(submission, "A: b\r\n" + fields + REST)).isEqualTo("A: b\r\n" + REST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bcc: a@b.example\r\n",
                "bCC:a@b.example,\r\n c@d.example\r\n",
                "BCC \t: a@b.example\r\n",
                "Resent-Bcc: a@b.example\r\n",
                "Bcc:\r\nBcc: a@b.example\r\n"
            })
    void blindCopiesAreDroppedFromSubmissionsAlone(String fields) {
        assertThat(kept(submission, fields + REST)).isEqualTo(REST);
        assertThat(kept(mail, fields + REST)).isEqualTo(fields + REST);
    }

    @Test
    void theLastFieldIsDroppedLikeTheFirst() {
        assertThat(kept(submission, "A: b\r\nBcc: c\r\n\r\ntext\r\n")).isEqualTo("A: b\r\n\r\ntext\r\n");
        assertThat(kept(HeaderReader.ofSubmission(), "A: b\r\nBcc: c\r\n d")).isEqualTo("A: b\r\n");
        assertThat(kept(HeaderReader.ofSubmission(), "A: b\r\nBcc")).isEqualTo("A: b\r\nBcc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bcc-Of: a\r\n",
                "X-Bcc: a\r\n",
                "Return-Path-X: a\r\n",
                "Return-Receipt-To: a\r\n",
                "no field\r\n",
                "\u00ffBcc: a\r\n",
                "X: a\r\n Bcc: no field of its own\r\n",
                "\r\nBcc: text\r\n",
                ""
            })
    void allElseIsKeptOctetForOctet(String message) {
        assertThat(kept(submission, message)).isEqualTo(message);
        assertThat(kept(mail, message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {" A: b\r\n", "\tA: b\r\n", " \r\n", " "})
    void aFirstLineThatBeginsWithABlankContinuesWhatIsBeforeIt(String beginning) {
        kept(mail, beginning + REST);
        assertThat(mail.form()).isEqualTo(HeaderSyntax.FIRST_LINE_CONTINUES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no field\r\n",
                "A : b\r\n",
                "A\t: b\r\n",
                ": b\r\n",
                "A B: c\r\n",
                "\u00ef\u00bb\u00bfA: b\r\n",
                "A\u00c2\u00a0: b\r\n",
                "\u007f: b\r\n",
                "A: b\r\n \r\n",
                "From a@b.example Mon Nov 30 10:00:00 2026\r\n",
                ">From: a\r\n"
            })
    void aLineThatIsNoFieldIsTold(String lines) {
        boolean isField = lines.startsWith(">");
        kept(mail, lines + REST);
        assertThat(mail.form()).isEqualTo(isField ? HeaderSyntax.SOUND : HeaderSyntax.MALFORMED);
        kept(submission, "X: y\r\n" + lines + REST);
        assertThat(submission.form()).isEqualTo(mail.form());
    }

    @Test
    void aFoldedLineOfBlanksIsSoundBehindFrom() {
        kept(mail, "From: a\r\nSubject: b\r\n \r\n\tc\r\n\r\n");
        assertThat(mail.form()).isEqualTo(HeaderSyntax.SOUND);
        kept(submission, "From: a\r\n \r\n <b>\r\n\r\n");
        assertThat(submission.form()).isEqualTo(HeaderSyntax.MALFORMED);
    }

    @Test
    void anEmptyHeaderIsSoundAndNamesNobody() {
        kept(mail, "\r\nFrom: a@b.example\r\n\r\n");
        assertThat(mail.form()).isEqualTo(HeaderSyntax.SOUND);
        assertThat(mail.authors().missing()).isTrue();
    }

    @Test
    void readsTheFirstMessageIdOfTheHeaderUnfoldedAndBounded() {
        kept(
                mail,
                "MESSAGE-ID:\r\n <1@\r\n\ta.example>\r\nMessage-ID: <2@a.example>\r\n\r\nMessage-ID: <3@a.example>\r\n");
        assertThat(mail.messageId()).hasValue("<1@\ta.example>");
        kept(submission, "Message-ID: " + "x".repeat(100_000) + "\r\n\r\n");
        assertThat(submission.messageId().orElseThrow()).hasSizeLessThan(1_000);
        HeaderReader none = HeaderReader.ofMail();
        kept(none, "Message-ID: \r\nSubject: x\r\n\r\nMessage-ID: <3@a.example>\r\n");
        assertThat(none.messageId()).isEmpty();
    }

    @Test
    void countsHopsInAnyCase() {
        kept(mail, "Received: a\r\nRECEIVED: b\r\nreceived : c\r\nX-Received: d\r\n\r\nReceived: text\r\n");
        assertThat(mail.hops()).isEqualTo(3);
    }

    @Test
    void findsAnAuthorBehindTenThousandFieldsAndLongLines() {
        String many = "X-Field: y\r\n".repeat(10_000) + "X: " + "z".repeat(100_000) + "\r\n";
        String message = many + "From: a@b.example\r\n\r\n";
        assertThat(kept(mail, message)).isEqualTo(message);
        assertThat(mail.authors().addresses().orElseThrow()).containsExactly("a@b.example");
        assertThat(mail.form()).isEqualTo(HeaderSyntax.SOUND);
    }

    @Test
    void keepsAHeaderWithoutEndAndANameWithoutEnd() {
        String endless = "X: y\r\n".repeat(100_000) + "n".repeat(100_000);
        assertThat(kept(mail, endless)).isEqualTo(endless);
        assertThat(mail.form()).isEqualTo(HeaderSyntax.MALFORMED);
    }

    @Test
    void takesNoMoreThanABoundOfAuthors() {
        kept(mail, "From: a@b.example" + ",\r\n a@b.example".repeat(100_000) + "\r\n\r\n");
        assertThat(mail.authors().addresses()).isEmpty();
        kept(submission, "From: a@b.example\r\n" + "Resent-From:\r\n".repeat(100_000) + "\r\n");
        assertThat(submission.authors().addresses()).isEmpty();
    }

    @Test
    void aSenderIsOneAddress() {
        kept(mail, "From: a@b.example, c@d.example\r\nSender: a@b.example, c@d.example\r\n\r\n");
        assertThat(mail.authors().addresses()).isEmpty();
        kept(submission, "From: a@b.example, c@d.example\r\nSender: e@f.example\r\nResent-From: g@h.example\r\n\r\n");
        assertThat(submission.authors().addresses().orElseThrow())
                .containsExactly("a@b.example", "c@d.example", "e@f.example", "g@h.example");
    }

    private static String kept(HeaderReader reader, String message) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        reader.read(octets, 0, octets.length, (more, from, to) -> kept.write(more, from, to - from));
        reader.end((more, from, to) -> kept.write(more, from, to - from));
        return kept.toString(StandardCharsets.ISO_8859_1);
    }
}
