// SPDX-License-Identifier: Apache-2.0
/**
 * Decisions on a session that speaks SMTP: its state, its commands, the reasons of a refusal and their replies.
 *
 * <p>Parsing of arguments, look-ups and the wire belong to the server.
 */
package dev.sekisho.policy.smtp;
