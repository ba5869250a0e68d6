// SPDX-License-Identifier: Apache-2.0
/**
 * A user's INBOX as POP3 wants it: sizes and UIDs in one question that reads no body, and one session at a time.
 *
 * <p>It goes beside James' interfaces, which would make an object of every message; what it changes they see, and IMAP sessions are told of it.
 */
@NullMarked
package dev.sekisho.store.maildrop;

import org.jspecify.annotations.NullMarked;
