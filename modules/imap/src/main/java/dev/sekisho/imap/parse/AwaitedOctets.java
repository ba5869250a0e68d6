// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

/** What the assembler takes next, for timeouts. */
public enum AwaitedOctets {
    /** The beginning of a command. */
    COMMAND,
    /** The rest of a command that has begun. */
    REST_OF_COMMAND,
    /** Octets of a message. */
    MESSAGE,
    /** A line that the client was asked for. */
    LINE
}
