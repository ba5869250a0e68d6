// SPDX-License-Identifier: Apache-2.0
/**
 * A user's INBOX as POP3 needs it: sizes and UIDs in one query that reads no body, and one session at a time.
 *
 * <p>It does not use James' interfaces, which would make an object of every message. They see its changes, and IMAP sessions are notified.
 */
package dev.sekisho.store.maildrop;
