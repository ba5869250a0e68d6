// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.RandomMessages;
import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.imap.EnvelopeForm;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.mime.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What holds for any octets, and for what is left of a message after any damage. */
class AnyMessageTest {
    @Property(tries = 300)
    void anyOctetsAreAMessage(@ForAll @Size(max = 3000) byte[] octets) throws IOException {
        holdsFor(octets);
    }

    @Property(tries = 1000)
    void anyDamageLeavesAMessage(@ForAll long number) throws IOException {
        holdsFor(RandomMessages.damaged(number));
    }

    @Property(tries = 300)
    void anyCutLeavesAMessage(@ForAll long number) throws IOException {
        holdsFor(RandomMessages.cut(number));
    }

    private static void holdsFor(byte[] octets) throws IOException {
        MessageSummary summary = MessageReader.read(octets);

        assertThat(MessageReader.read(new ByteArrayInputStream(octets))).isEqualTo(summary);
        assertThat(MessageReader.read(new OneByOne(octets))).isEqualTo(summary);
        assertThat(summary.size()).isEqualTo(octets.length);
        isWithin(summary.structure().root(), new OctetRange(0, octets.length));
        assertThat(SummaryCodec.open(SummaryCodec.encode(summary)))
                .map(EncodedSummary::decode)
                .contains(summary);
        Envelope envelope = summary.envelope();
        assertThat(EnvelopeForm.parse(ByteBuffer.wrap(EnvelopeForm.print(envelope))))
                .isEqualTo(envelope);
    }

    private static void isWithin(Part part, OctetRange around) {
        OctetRange header = part.range().header();
        OctetRange body = part.range().body();
        assertThat(header.start()).isGreaterThanOrEqualTo(around.start());
        assertThat(header.end()).isEqualTo(body.start());
        assertThat(body.end()).isLessThanOrEqualTo(around.end());
        long start = body.start();
        for (Part child : part.children()) {
            isWithin(child, new OctetRange(start, body.end() - start));
            start = child.range().body().end();
        }
    }

    /** Gives one octet for each read, as a slow source does. */
    private static final class OneByOne extends InputStream {
        private final byte[] octets;
        private int next;

        OneByOne(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public int read() {
            return next < octets.length ? octets[next++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int octet = read();
            if (octet < 0) {
                return -1;
            }
            buffer[offset] = (byte) octet;
            return 1;
        }
    }
}
