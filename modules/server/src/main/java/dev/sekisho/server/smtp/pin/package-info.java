// SPDX-License-Identifier: Apache-2.0
/**
 * Peers that are known by their keys: which of them a client is, and how many messages it may begin.
 *
 * <p>What a pin allows is decided by {@code dev.sekisho.policy}.
 */
package dev.sekisho.server.smtp.pin;
