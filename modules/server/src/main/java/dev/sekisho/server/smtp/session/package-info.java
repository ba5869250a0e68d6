// SPDX-License-Identifier: Apache-2.0
/**
 * What one SMTP session consists of beside its commands: its state, the receiver of the next input, the replies, the log, and what it
 * shares with the other sessions of its listener.
 *
 * <p>Commands see all of it as an {@link dev.sekisho.server.smtp.session.SmtpContext}. What a command does belongs to
 * {@code dev.sekisho.server.smtp.command}.
 */
package dev.sekisho.server.smtp.session;
