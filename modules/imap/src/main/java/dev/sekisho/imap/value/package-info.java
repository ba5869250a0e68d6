// SPDX-License-Identifier: Apache-2.0
/**
 * The values that commands and responses share: names of mailboxes, sets of numbers, flags, special uses.
 *
 * <p>How they are written on the wire beyond their own text belongs to {@code parse} and {@code response}.
 */
package dev.sekisho.imap.value;
