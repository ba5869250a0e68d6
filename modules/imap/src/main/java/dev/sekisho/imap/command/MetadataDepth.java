// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

/** How far below an entry GETMETADATA looks (RFC 5464 4.2.2). */
public enum MetadataDepth {
    /** The entry alone. */
    ZERO,
    /** The entry and those directly below. */
    ONE,
    /** The entry and all below. */
    INFINITY
}
