// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import static dev.sekisho.message.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.imap.EnvelopeForm;
import dev.sekisho.message.imap.StructureForm;
import java.util.Arrays;
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
