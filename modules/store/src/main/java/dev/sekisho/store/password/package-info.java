// SPDX-License-Identifier: Apache-2.0
/**
 * How a password is stored and compared: the hash of this server, its derivation and its cost, and how stored text is read.
 *
 * <p>Everything here works on values. Which passwords an account has, and what a login may do with one, belongs to {@code dev.sekisho.store.users};
 * the schemes of other systems to {@code dev.sekisho.store.password.scheme}.
 */
package dev.sekisho.store.password;
