// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Takes a line that a client was asked for. Of one that is too long no more is kept than shows this. */
final class RequestedLineAssembler {
    private final CommandText text = new CommandText();
    private final int limit;
    private boolean tooLong;

    /** @param limit octets of the line, without its CR LF */
    RequestedLineAssembler(int limit) {
        this.limit = limit;
    }

    /** The line without its end, or one of no octets if it is too long or malformed; empty if more octets are needed. */
    Optional<byte[]> take(ByteBuffer input) {
        while (input.hasRemaining()) {
            if (text.length() > limit + 2) {
                tooLong = true;
                text.keepLast(1);
            }
            if (text.appendLine(input, limit + 3 - text.length())) {
                boolean right = !tooLong && text.endOfLine() <= limit && text.isClean(0);
                return Optional.of(right ? Arrays.copyOf(text.octets(), text.endOfLine()) : new byte[0]);
            }
        }
        return Optional.empty();
    }
}
