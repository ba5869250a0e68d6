// SPDX-License-Identifier: Apache-2.0
/**
 * The mailboxes of a session: which one is selected, what its client has been told of it, and the store behind it.
 *
 * <p>What answers look like belongs into {@code dev.sekisho.imap.response}; SQL into the store.
 */
package dev.sekisho.server.imap.mailbox;
