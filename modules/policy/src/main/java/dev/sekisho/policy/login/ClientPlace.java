// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

/**
 * Where a client is, as its guesses are counted.
 *
 * @param address its IPv4 address, or the /64 of its IPv6 address
 * @param network the /24 or /48 around it
 */
public record ClientPlace(String address, String network) {}
