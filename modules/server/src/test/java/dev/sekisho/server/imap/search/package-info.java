// SPDX-License-Identifier: Apache-2.0
/** What SEARCH finds. */
package dev.sekisho.server.imap.search;
