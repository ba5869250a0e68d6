// SPDX-License-Identifier: Apache-2.0
/**
 * The limits of a port, when a client is too slow, and when an account has sent too much.
 *
 * <p>Values, their defaults and pure decisions. Not here: what counts connections, octets, recipients or time.
 */
package dev.sekisho.policy.limit;
