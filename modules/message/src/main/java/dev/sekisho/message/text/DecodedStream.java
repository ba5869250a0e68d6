// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The octets of a part without its transfer encoding (RFC 2045 6), decoded as they are read. For one thread. */
public final class DecodedStream extends InputStream {
    private static final Set<String> KNOWN = Set.of("7bit", "8bit", "binary", "base64", "quoted-printable");
    private static final int PIECE = 8 * 1024;

    private final InputStream encoded;
    private final Pending pending = new Pending();
    private final OctetSink decoder;
    private final byte[] piece = new byte[PIECE];
    private boolean ended;

    private DecodedStream(InputStream encoded, String encoding) {
        this.encoded = encoded;
        this.decoder = TransferDecoder.of(encoding, pending);
    }

    /** Whether an encoding, in small letters, is known. */
    public static boolean isKnown(String encoding) {
        return KNOWN.contains(encoding);
    }

    /**
     * Decodes what is read from a stream, leniently: any octets end in some result.
     *
     * @param encoding in small letters
     * @return empty if the encoding is not known
     */
    public static Optional<InputStream> of(InputStream encoded, String encoding) {
        return isKnown(encoding) ? Optional.of(new DecodedStream(encoded, encoding)) : Optional.empty();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (pending.isEmpty() && !ended) {
            int count = encoded.read(piece, 0, piece.length);
            if (count < 0) {
                ended = true;
                decoder.end();
            } else {
                decoder.accept(piece, 0, count);
            }
        }
        return pending.isEmpty() ? -1 : pending.take(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        encoded.close();
    }

    /** Decoded octets that were not read yet: those of one piece. */
    private static final class Pending implements OctetSink {
        private byte[] octets = new byte[PIECE + 16];
        private int from;
        private int to;

        @Override
        public void accept(byte[] buffer, int start, int end) {
            if (from == to) {
                from = 0;
                to = 0;
            }
            if (to + end - start > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(2 * octets.length, to + end - start));
            }
            System.arraycopy(buffer, start, octets, to, end - start);
            to += end - start;
        }

        @Override
        public void end() {
            // What is pending is read all the same.
        }

        boolean isEmpty() {
            return from == to;
        }

        int take(byte[] target, int offset, int length) {
            int count = Math.min(length, to - from);
            System.arraycopy(octets, from, target, offset, count);
            from += count;
            return count;
        }
    }
}
