// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.input;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes lines that end in CR LF out of a stream of octets.
 *
 * <p>A line without its CR, with a CR or NUL inside, or longer than allowed is taken whole and reported as such, so that what follows
 * is never mistaken for part of it. Memory is bounded: an overlong line is skipped as it comes.
 */
public final class LineReader {
    private static final int ABUSE = 64 * 1024;
    /** The content type of a handshake record (RFC 8446 5.1), a control character that begins no command. */
    private static final byte TLS_HANDSHAKE = 0x16;

    private long skipped;

    /** What was found. */
    public sealed interface Line {
        /** What the visitor's method for this find makes of it. */
        <T> T accept(Visitor<T> visitor);

        /** A method for each find. */
        interface Visitor<T> {
            T text(Text line);

            T malformed();

            T tooLong();

            T endless();

            T tlsRecord();

            T incomplete();
        }

        /**
         * A well-formed line.
         *
         * @param octets the line without its CR LF
         */
        record Text(byte[] octets) implements Line {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.text(this);
            }
        }

        /**
         * A line with a bare LF or CR, or a NUL.
         *
         * @param octets the line without its LF
         */
        record Malformed(byte[] octets) implements Line {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.malformed();
            }
        }

        /** A line longer than allowed. */
        record TooLong() implements Line {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.tooLong();
            }
        }

        /** A line so long that its end is not waited for. */
        record Endless() implements Line {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.endless();
            }
        }

        /** The beginning of a TLS handshake, which is no line and has no end. */
        record TlsRecord() implements Line {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.tlsRecord();
            }
        }

        /** The end of the line has not come yet. */
        record Incomplete() implements Line {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.incomplete();
            }
        }
    }

    /**
     * Takes one line.
     *
     * @param limit the octets a line may have with its CR LF
     */
    public Line take(ByteBuf input, int limit) {
        if (skipped == 0 && input.isReadable() && input.getByte(input.readerIndex()) == TLS_HANDSHAKE) {
            input.skipBytes(input.readableBytes());
            return new Line.TlsRecord();
        }
        int length = input.bytesBefore((byte) '\n');
        if (length < 0) {
            return skipIfTooLong(input, limit);
        }
        if (skipped > 0 || length + 1 > limit) {
            input.skipBytes(length + 1);
            skipped = 0;
            return new Line.TooLong();
        }
        byte[] octets = new byte[length];
        input.readBytes(octets);
        input.skipBytes(1);
        return wellFormed(octets);
    }

    /** True if octets of a line were skipped whose end has not come. */
    public boolean insideLine() {
        return skipped > 0;
    }

    private Line skipIfTooLong(ByteBuf input, int limit) {
        if (skipped == 0 && input.readableBytes() < limit) {
            return new Line.Incomplete();
        }
        skipped += input.readableBytes();
        input.skipBytes(input.readableBytes());
        return skipped > ABUSE ? new Line.Endless() : new Line.Incomplete();
    }

    private static Line wellFormed(byte[] octets) {
        int last = octets.length - 1;
        if (last < 0 || octets[last] != '\r') {
            return new Line.Malformed(octets);
        }
        for (int i = 0; i < last; i++) {
            if (octets[i] == '\r' || octets[i] == 0) {
                return new Line.Malformed(octets);
            }
        }
        return new Line.Text(Arrays.copyOf(octets, last));
    }
}
