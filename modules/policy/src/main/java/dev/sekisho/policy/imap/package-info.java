// SPDX-License-Identifier: Apache-2.0
/**
 * Decisions on a session that speaks IMAP: its state, its commands, the reasons of a refusal and their replies, what is announced.
 *
 * <p>The grammar belongs to {@code imap}; mailboxes and the wire belong to the server.
 */
package dev.sekisho.policy.imap;
