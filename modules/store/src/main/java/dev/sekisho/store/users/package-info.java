// SPDX-License-Identifier: Apache-2.0
/**
 * Who may log in, how a password is stored and checked, and who may act for whom.
 *
 * <p>{@link dev.sekisho.store.users.Users} is for programs; {@link dev.sekisho.store.users.SqlUsersRepository} and {@link dev.sekisho.store.users.SqlDelegationStore} show the same rows to James.
 */
package dev.sekisho.store.users;
