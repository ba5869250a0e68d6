// SPDX-License-Identifier: Apache-2.0
/**
 * SMTP as this server speaks it (RFC 5321, 3207, 4954, 6409, 1870, 2920, 3030, 3461).
 *
 * <p>A {@link dev.sekisho.server.smtp.SmtpServerSession} cuts what comes into lines and octets, and gives commands to those of
 * {@code command}. Sessions are in {@code session}, mail transactions in {@code transaction}.
 *
 * <p>What is allowed is decided in {@code dev.sekisho.policy.smtp}; connections and TLS belong to {@code dev.sekisho.server.transport}, SASL
 * to {@code dev.sekisho.server.sasl}.
 */
package dev.sekisho.server.smtp;
