// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import java.nio.ByteBuffer;

/** Passes over the rest of a command that was refused: its lines, and the literals that come unasked (RFC 7888 4). Keeps the end of a line. */
final class SkippedCommand {
    private static final int TAIL = LiteralHeader.LONGEST + 2;

    /** How far the skipping has come. */
    enum Progress {
        /** All of the input is passed over, and there is more to come. */
        MORE,
        /** The next octet is that of a new command. */
        END,
        /** A literal comes that is more than may be skipped. */
        TOO_BIG
    }

    private final CommandText tail = new CommandText();
    private long literal;

    /** The rest begins with octets of a literal. */
    void beginInLiteral(long octets) {
        tail.clear();
        literal = octets;
    }

    /** The rest begins behind a bare LF, which ends no line: what follows it up to CR LF is no command. */
    void beginAfterBareLf() {
        tail.clear();
        literal = 0;
    }

    /**
     * The rest begins within a line.
     *
     * @param text what there is of it
     * @param lineStart where the line begins
     */
    void beginInLine(CommandText text, int lineStart) {
        tail.clear();
        int from = Math.max(lineStart, text.length() - TAIL);
        tail.append(ByteBuffer.wrap(text.octets(), from, text.length() - from), text.length() - from);
        literal = 0;
    }

    /**
     * Passes over octets of the input.
     *
     * @param most how big a literal may be
     */
    Progress skip(ByteBuffer input, long most) {
        while (input.hasRemaining()) {
            int count = (int) Math.min(literal, input.remaining());
            input.position(input.position() + count);
            literal -= count;
            tail.keepLast(TAIL);
            if (literal > 0 || !tail.appendLine(input, TAIL)) {
                continue;
            }
            LiteralHeader header = LiteralHeader.before(tail.octets(), tail.endOfLine());
            boolean ended = tail.endsInCrLf();
            tail.clear();
            if (header == null ? ended : header.awaited()) {
                return Progress.END;
            }
            if (header != null && header.size() > most) {
                return Progress.TOO_BIG;
            }
            literal = header == null ? 0 : header.size();
        }
        return Progress.MORE;
    }
}
