// SPDX-License-Identifier: Apache-2.0
/**
 * Decisions on a session that speaks POP3: its state, its commands, the reasons of a refusal and their replies.
 *
 * <p>Message numbers, maildrops and the wire belong to the server.
 */
package dev.sekisho.policy.pop3;
