// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions of IMAP towards the transport: octets become commands here.
 *
 * <p>What a command does belongs into {@code dev.sekisho.server.imap.command}.
 */
package dev.sekisho.server.imap.connection;
