// SPDX-License-Identifier: Apache-2.0
/**
 * Decisions on a session that speaks IMAP, as far as they are not those of the engine that serves it.
 *
 * <p>Mailboxes and the wire belong to the server.
 */
package dev.sekisho.policy.imap;
