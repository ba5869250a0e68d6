// SPDX-License-Identifier: Apache-2.0
/**
 * James' mailbox manager on the mappers: what IMAP sessions use.
 *
 * <p>No SQL belongs here.
 */
package dev.sekisho.store.mailbox.manager;
