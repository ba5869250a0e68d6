// SPDX-License-Identifier: Apache-2.0
/**
 * The maildrop of a session: its lock, the numbering of its messages, deletions until QUIT, and the transfer of a message.
 *
 * <p>Rows and bodies belong to {@code dev.sekisho.store.maildrop}.
 */
package dev.sekisho.server.pop3.maildrop;
