// SPDX-License-Identifier: Apache-2.0
/**
 * From octets to commands: the assembler puts lines and literals together within bounds, the parser reads them.
 *
 * <p>What the commands do belongs to the server.
 */
package dev.sekisho.imap.parse;
