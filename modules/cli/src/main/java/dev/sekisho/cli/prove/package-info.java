// SPDX-License-Identifier: Apache-2.0
/**
 * Proves a running port: runs the steps of every row of its contract over plain sockets, and compares the replies.
 *
 * <p>Not here: what a port promises, which is in {@code dev.sekisho.policy.contract}.
 */
package dev.sekisho.cli.prove;
