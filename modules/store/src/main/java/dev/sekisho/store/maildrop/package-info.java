// SPDX-License-Identifier: Apache-2.0
/**
 * A user's INBOX as POP3 wants it: sizes and UIDs in one question that reads no body, and one session at a time.
 *
 * <p>It does not use James' interfaces, which would make an object of every message. They see its changes, and IMAP sessions are notified.
 */
@NullMarked
package dev.sekisho.store.maildrop;

import org.jspecify.annotations.NullMarked;
