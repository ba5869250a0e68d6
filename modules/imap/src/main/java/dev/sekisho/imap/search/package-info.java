// SPDX-License-Identifier: Apache-2.0
/**
 * Searches as values, and how a message is matched with one.
 *
 * <p>Where the values of a message come from belongs to the server; how a text is decoded and compared, to {@code message}.
 */
package dev.sekisho.imap.search;
