// SPDX-License-Identifier: Apache-2.0
/**
 * The full-text index of messages: its tables, which messages may contain a text, and what indexes new messages in the background.
 *
 * <p>It only says which messages are to be read. Not here: what grams are and how a text is compared ({@code dev.sekisho.message.text}), and the search
 * itself (module server).
 */
package dev.sekisho.store.textindex;
