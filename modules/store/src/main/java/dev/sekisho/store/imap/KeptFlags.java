// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/** The flags of all messages of a mailbox, of one moment, in memory. Safe for all threads. */
public interface KeptFlags {

    /** The messages that have a flag. */
    UidSet with(SystemFlag flag);

    /** The messages that do not have a flag. */
    UidSet without(SystemFlag flag);
}
