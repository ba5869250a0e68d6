// SPDX-License-Identifier: Apache-2.0
/**
 * What SEARCH, SORT and THREAD look at in messages, read as it is asked for.
 *
 * <p>What they find, and in which order, is decided in {@code dev.sekisho.imap}.
 */
package dev.sekisho.server.imap.search;
