// SPDX-License-Identifier: Apache-2.0
/**
 * The limits of a port, and when a client is too slow.
 *
 * <p>Values and their defaults. Not here: what counts connections, octets or time.
 */
package dev.sekisho.policy.limit;
