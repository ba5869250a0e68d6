// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

/**
 * What the reading of a command depends on beside its octets.
 *
 * @param utf8 true once the client has enabled UTF8=ACCEPT or IMAP4rev2: names of mailboxes are UTF-8, not modified UTF-7 (RFC 9051 5.1,
 *     RFC 6855 3)
 * @param separator the hierarchy separator
 */
public record ParserOptions(boolean utf8, char separator) {}
