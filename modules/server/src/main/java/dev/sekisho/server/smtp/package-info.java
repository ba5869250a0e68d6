// SPDX-License-Identifier: Apache-2.0
/**
 * SMTP as this server speaks it (RFC 5321, 3207, 4954, 6409, 1870, 2920, 3030, 3461).
 *
 * <p>A {@link dev.sekisho.server.smtp.SmtpServerSession} cuts what comes into lines and octets;
 * {@link dev.sekisho.server.smtp.SmtpCommandDispatcher} has each command decided by the policy and gives it to the
 * {@link dev.sekisho.server.smtp.SmtpCommandHandler} of its verb, which knows the grammar of its argument and sees the session as an
 * {@link dev.sekisho.server.smtp.SmtpContext}. A message goes through {@link dev.sekisho.server.smtp.MessageIntake} to
 * {@link dev.sekisho.server.smtp.MessageReceiver}, and from there to James' queue.
 *
 * <p>What is allowed is decided in {@code dev.sekisho.policy.smtp}; connections and TLS belong to {@code dev.sekisho.server.transport}, SASL
 * to {@code dev.sekisho.server.sasl}.
 */
package dev.sekisho.server.smtp;
