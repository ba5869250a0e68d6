// SPDX-License-Identifier: Apache-2.0
/**
 * SASL on the server's side (RFC 4422): the mechanisms, the lines that carry them, and the credentials that they result in.
 *
 * <p>Here belongs what SMTP, POP3 and IMAP have in common. What each protocol says around it belongs to that protocol, whether credentials are
 * right to {@code dev.sekisho.server.login}, and whether logins are offered to the policy. The mechanisms that this server uses as a client
 * of others are those of {@code dev.sekisho.relay}.
 */
package dev.sekisho.server.sasl;
