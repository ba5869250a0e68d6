// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import java.util.Optional;

/**
 * The parameters of SELECT and EXAMINE (RFC 7162 3.1.8, 3.2.5).
 *
 * @param condstore true if CONDSTORE is enabled by it; QRESYNC enables it too
 * @param qresync what the client knows of the mailbox; empty if it does not resynchronise
 */
public record SelectParameters(boolean condstore, Optional<QresyncParameters> qresync) {
    /** Without parameters. */
    public static final SelectParameters NONE = new SelectParameters(false, Optional.empty());
}
