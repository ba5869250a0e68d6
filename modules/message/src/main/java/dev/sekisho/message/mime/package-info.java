// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a message (RFC 2045, RFC 2046): their media types, fields, sizes, and where they are in the message.
 *
 * <p>Here does not belong the decoding of a part's content.
 */
package dev.sekisho.message.mime;
