// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

/**
 * What one command may have. A literal beyond them is refused before it is asked for (RFC 9051 4.3), so that memory is used for what was
 * received, never for what was announced.
 *
 * @param line octets of a line with its CR LF
 * @param command octets of all lines and literals, but message literals
 * @param literal octets of a literal that is not a message
 * @param message octets of a message literal; of an unasked one, also how much is skipped if it is refused
 * @param literals literals of one command
 */
public record AssemblerLimits(int line, int command, int literal, long message, int literals) {
    public AssemblerLimits {
        if (line < 1 || command < line || literal < 0 || message < 0 || literals < 0) {
            throw new IllegalArgumentException("limits of a command that contradict each other");
        }
    }
}
