// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of SMTP, a class for each verb: {@link dev.sekisho.server.smtp.command.SmtpCommandDispatcher} has each decided by the policy, and
 * gives what is allowed to the {@link dev.sekisho.server.smtp.command.SmtpCommandHandler} of its verb.
 *
 * <p>No command knows the session that it is called for but by an {@link dev.sekisho.server.smtp.session.SmtpContext}. How lines and octets are
 * told apart does not belong here.
 */
package dev.sekisho.server.smtp.command;
