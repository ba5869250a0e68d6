// SPDX-License-Identifier: Apache-2.0
/**
 * One IMAP session as its commands see it: its state, its settings, and how it answers.
 *
 * <p>Commands belong into {@code dev.sekisho.server.imap.command}; what is in a mailbox into {@code dev.sekisho.server.imap.mailbox}.
 */
package dev.sekisho.server.imap.session;
