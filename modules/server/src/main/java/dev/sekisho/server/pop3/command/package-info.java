// SPDX-License-Identifier: Apache-2.0
/**
 * A {@link dev.sekisho.server.pop3.command.Pop3CommandHandler} for each command of POP3, and their dispatcher.
 *
 * <p>What is allowed is decided in {@code dev.sekisho.policy.pop3}; the messages themselves are in {@link dev.sekisho.server.pop3.maildrop}.
 */
package dev.sekisho.server.pop3.command;
