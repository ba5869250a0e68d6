// SPDX-License-Identifier: Apache-2.0
/** Mailboxes as IMAP needs them, on both engines. */
package dev.sekisho.store.imap;
