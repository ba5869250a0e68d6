// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

/** What STORE does with flags (RFC 9051 6.4.6). */
public enum StoreMode {
    /** FLAGS: the messages have these flags and no others. */
    REPLACE,
    /** +FLAGS. */
    ADD,
    /** -FLAGS. */
    REMOVE
}
