// SPDX-License-Identifier: Apache-2.0
/**
 * What users send: counted by account over all listeners and nodes, refused beyond a limit, and told to the operator.
 *
 * <p>Not here: the decision on a recipient, which is {@code dev.sekisho.policy.limit}'s; and the tables, which are
 * {@code dev.sekisho.store.sending}'s.
 */
package dev.sekisho.server.smtp.sending;
