// SPDX-License-Identifier: Apache-2.0
/**
 * A class for each command of IMAP, and their dispatcher.
 *
 * <p>What is allowed is decided in {@code dev.sekisho.policy.imap}, and what a command's words mean in {@code dev.sekisho.imap}; messages are
 * in {@code dev.sekisho.server.imap.mailbox}.
 */
package dev.sekisho.server.imap.command;
