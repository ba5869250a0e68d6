// SPDX-License-Identifier: Apache-2.0
/**
 * What the commands of a POP3 session share: its data, its replies and the settings of its listener.
 *
 * <p>Not here: commands.
 */
package dev.sekisho.server.pop3.session;
