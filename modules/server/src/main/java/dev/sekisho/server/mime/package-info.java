// SPDX-License-Identifier: Apache-2.0
/**
 * What is to be known of a message while it comes in: above all how deeply it is nested, parts within parts, messages within messages.
 *
 * <p>Parsers behind us follow every level with a buffer and a stack frame of its own, so what is nested beyond reason is refused where it
 * comes in. Here belongs what SMTP and IMAP ask of a message while it comes in; what they answer does not.
 */
package dev.sekisho.server.mime;
