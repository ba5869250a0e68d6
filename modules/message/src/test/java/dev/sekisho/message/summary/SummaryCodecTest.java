// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import static dev.sekisho.message.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.imap.EnvelopeForm;
import dev.sekisho.message.imap.StructureForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SummaryCodecTest {
    private static final MessageSummary SUMMARY = MessageReader.read(message("""
            From: "Doe, John" <john@example.org>
            Date: Thu, 15 Feb 1907 01:02:03 -0730
            Subject: caf\u00e9
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Hello
            --b
            Content-Type: message/rfc822

            Subject: inner

            x
            --b--
            """));
    private static final byte[] OCTETS = SummaryCodec.encode(SUMMARY);

    @Test
    void keepsAll() {
        assertThat(SummaryCodec.open(OCTETS)).map(EncodedSummary::decode).contains(SUMMARY);
    }

    @Test
    void hasWhatImapSends() {
        EncodedSummary opened = SummaryCodec.open(OCTETS).orElseThrow();
        byte[] envelope = new byte[opened.envelopeOctets().remaining()];
        opened.envelopeOctets().get(envelope);
        byte[] structure = new byte[opened.bodyStructureOctets().remaining()];
        opened.bodyStructureOctets().get(structure);

        assertThat(envelope).isEqualTo(EnvelopeForm.print(SUMMARY.envelope()));
        assertThat(structure)
                .isEqualTo(StructureForm.bodyStructure(SUMMARY.structure().root()));
    }

    @Test
    void picksFieldsByNameAsTheyAreInTheMessage() {
        EncodedSummary opened = SummaryCodec.open(SummaryCodec.encode(MessageReader.read(message("""
                        subject : folded
                         line
                        Subjects: another
                        To: a@example.org
                        TO: b@example.org

                        """))))
                .orElseThrow();

        assertThat(fields(opened, "SUBJECT")).isEqualTo("subject : folded\r\n line\r\n");
        assertThat(fields(opened, "To", "Subject"))
                .isEqualTo("subject : folded\r\n line\r\nTo: a@example.org\r\nTO: b@example.org\r\n");
        assertThat(fields(opened, "Cc")).isEmpty();
    }

    private static String fields(EncodedSummary summary, String... names) {
        return new String(summary.fieldOctets(List.of(names)).orElseThrow(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatIsDerivedIsMadeOnceForEachKind() {
        EncodedSummary opened = SummaryCodec.open(OCTETS).orElseThrow();
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            assertThat(opened.derived(String.class, summary -> "text" + made.incrementAndGet()))
                    .isEqualTo("text1");
            assertThat(opened.derived(Long.class, EncodedSummary::size)).isEqualTo(opened.size());
        }
    }

    @Test
    void isNothingAfterAnyDamage() {
        for (int bit = 0; bit < OCTETS.length * 8; bit++) {
            byte[] damaged = OCTETS.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(SummaryCodec.open(damaged)).isEmpty();
        }
        for (int length = 0; length < OCTETS.length; length++) {
            assertThat(SummaryCodec.open(Arrays.copyOf(OCTETS, length))).isEmpty();
        }
    }

    @Test
    void isNothingInAnotherVersion() {
        byte[] other = OCTETS.clone();
        other[0] = SummaryCodec.VERSION + 1;

        assertThat(SummaryCodec.open(other)).isEmpty();
    }
}
