// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import java.util.Optional;

/**
 * An account that strangers guess from many addresses.
 *
 * @param user whose; empty if there is no such account
 * @param guesses how often, within the last hour
 * @param addresses from how many addresses
 */
public record GuardedAccount(Optional<String> user, long guesses, int addresses) {}
