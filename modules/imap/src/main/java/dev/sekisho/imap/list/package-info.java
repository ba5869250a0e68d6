// SPDX-License-Identifier: Apache-2.0
/**
 * LIST: patterns, options, and which mailboxes are listed with which attributes.
 *
 * <p>Which mailboxes there are is the store's to say.
 */
package dev.sekisho.imap.list;
