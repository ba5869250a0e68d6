// SPDX-License-Identifier: Apache-2.0
/** Mailboxes on both engines: James' contracts, and what is promised beyond them. */
package dev.sekisho.store.mailbox;
