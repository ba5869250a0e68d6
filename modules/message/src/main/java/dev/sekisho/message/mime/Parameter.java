// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.RawText;

/**
 * A parameter as it is in the message, such as {@code filename*} of RFC 2231. IMAP's clients get it so, and decode it themselves.
 *
 * @param name in small letters
 * @param value without its quotes
 */
public record Parameter(String name, RawText value) {}
