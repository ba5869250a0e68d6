// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out what the policy asks about clients that do not log in: DNS lists, names, the greylist.
 *
 * <p>Not here: what follows (module policy), and commands.
 */
package dev.sekisho.server.smtp.client;
