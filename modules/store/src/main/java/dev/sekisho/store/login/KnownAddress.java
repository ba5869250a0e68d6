// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import java.time.Instant;

/**
 * That a user has logged in from an address.
 *
 * @param address an IPv4 address, or the /64 of an IPv6 address
 * @param user who
 * @param last when
 */
public record KnownAddress(String address, String user, Instant last) {}
