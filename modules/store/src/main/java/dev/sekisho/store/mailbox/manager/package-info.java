// SPDX-License-Identifier: Apache-2.0
/**
 * James' mailbox manager on the mappers: what IMAP sessions use.
 *
 * <p>No SQL belongs here.
 */
@NullMarked
package dev.sekisho.store.mailbox.manager;

import org.jspecify.annotations.NullMarked;
