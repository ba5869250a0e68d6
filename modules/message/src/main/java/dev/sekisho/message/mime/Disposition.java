// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/**
 * The field Content-Disposition (RFC 2183).
 *
 * @param type in small letters, such as {@code attachment}
 */
public record Disposition(String type, Parameters parameters) {}
