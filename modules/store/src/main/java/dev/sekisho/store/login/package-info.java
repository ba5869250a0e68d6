// SPDX-License-Identifier: Apache-2.0
/**
 * What is kept of logins: those that failed, who is held off for them, where users have logged in from, and bans.
 *
 * <p>Not here: what follows from it, which {@code dev.sekisho.policy.login} decides; and the memory of a running server, which is
 * {@code dev.sekisho.server.login}'s.
 */
package dev.sekisho.store.login;
