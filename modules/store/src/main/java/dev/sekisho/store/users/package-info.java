// SPDX-License-Identifier: Apache-2.0
/**
 * Who may log in, with which passwords, and who may act for whom.
 *
 * <p>{@link dev.sekisho.store.users.Users} is for programs; {@link dev.sekisho.store.users.SqlUsersRepository} and {@link dev.sekisho.store.users.SqlDelegationStore} show the same rows to James. How a password is hashed and compared
 * belongs to {@code dev.sekisho.store.password}.
 */
package dev.sekisho.store.users;
