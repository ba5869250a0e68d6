// SPDX-License-Identifier: Apache-2.0
/**
 * IMAP (RFC 9051, RFC 3501) on the server's own transport and store, for listeners of implicit TLS only.
 *
 * <p>The folders hold what they are named by: {@code connection} puts octets together to commands, {@code command} has a class for each of
 * them, {@code session} what a session is and how it answers, {@code mailbox} the selected mailbox and the store, {@code fetch} and
 * {@code search} what is read of messages. What commands and answers look like belongs into {@code dev.sekisho.imap}, and what is allowed
 * into {@code dev.sekisho.policy.imap}.
 */
package dev.sekisho.server.imap;
