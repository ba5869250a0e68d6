// SPDX-License-Identifier: Apache-2.0
/**
 * The servers under test: Sekisho, James, Postfix and Dovecot. Each writes its configuration to its own folder, starts its processes, and stops them.
 *
 * <p>Not here: the work that they are given ({@code load}), and what they use for it ({@code measure}).
 */
package dev.sekisho.benchmarks.servers;
