// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

/**
 * A message literal, whose octets are not part of the command: whoever fed the assembler has taken them as they came.
 *
 * @param index which one of the command's message literals: 0, 1, ...
 * @param size octets
 * @param binary true for a literal8, which may have any octet (RFC 3516 4.4, RFC 6855 4)
 */
public record LiteralHandle(int index, long size, boolean binary) {}
