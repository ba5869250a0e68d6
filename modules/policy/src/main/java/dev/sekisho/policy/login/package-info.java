// SPDX-License-Identifier: Apache-2.0
/**
 * Guesses of passwords: whose credentials are looked at, and when somebody is held off.
 *
 * <p>A guess counts from when it begins, by the client's address and network and by the account; a login that is right takes back what the
 * same client had wrong before. Who is known to an account is not refused because of what others guess. Not here: a clock, a store, a
 * password; what is known comes in, what is decided goes out.
 */
package dev.sekisho.policy.login;
