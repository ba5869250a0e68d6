// SPDX-License-Identifier: Apache-2.0
/**
 * POP3 as this server speaks it (RFC 1939, 2449, 2595, 3206, 5034).
 *
 * <p>Here belong a {@link dev.sekisho.server.pop3.command.Pop3CommandHandler} for each verb, the numbering of messages, and the maildrop behind it.
 * What is allowed is decided in {@code dev.sekisho.policy.pop3}; connections and TLS belong to {@code dev.sekisho.server.transport}, SASL to
 * {@code dev.sekisho.server.sasl}.
 */
package dev.sekisho.server.pop3;
