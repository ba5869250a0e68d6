// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/**
 * Where a part is in the message.
 *
 * @param header the header with the empty line behind it
 * @param body what follows the header, without the line break before the next boundary (RFC 2046 5.1.1)
 * @param lines the number of line breaks in the body
 */
public record PartRange(OctetRange header, OctetRange body, long lines) {}
