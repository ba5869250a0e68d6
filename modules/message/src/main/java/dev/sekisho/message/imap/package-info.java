// SPDX-License-Identifier: Apache-2.0
/**
 * ENVELOPE, BODY and BODYSTRUCTURE as the octets that IMAP sends (RFC 9051 7.5.2), and back.
 *
 * <p>The octets are the same for every client: a string with an octet beyond ASCII is a literal, which IMAP4rev1 and IMAP4rev2 both take. All
 * other responses of IMAP belong to the module {@code imap}.
 */
package dev.sekisho.message.imap;
