// SPDX-License-Identifier: Apache-2.0
/**
 * Header fields and what they say: addresses, dates, text in encoded words (RFC 5322, RFC 2047, RFC 6532).
 *
 * <p>Values keep the octets of the message ({@link dev.sekisho.message.header.RawText}); decoding to characters is a step of its own. Here
 * does not belong the body of a message.
 */
package dev.sekisho.message.header;
