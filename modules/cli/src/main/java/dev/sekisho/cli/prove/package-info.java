// SPDX-License-Identifier: Apache-2.0
/**
 * Proves a live port: walks the steps of every row of its contract from the outside, with plain sockets, and compares what was seen.
 *
 * <p>What a port promises belongs to {@code dev.sekisho.policy.contract}; this package knows the wire.
 */
package dev.sekisho.cli.prove;
