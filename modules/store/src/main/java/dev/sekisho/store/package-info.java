// SPDX-License-Identifier: Apache-2.0
/**
 * The one durable store of Sekisho: its settings and the entry point, {@link dev.sekisho.store.Store}, behind
 * which users, domains, aliases, the mail queue and mail repositories live.
 *
 * <p>Here belongs what a program needs to open the store and to reach its parts. What speaks SQL lives in the packages
 * below, one package for each kind of data; how a connection is had, a transaction committed and a schema kept lives in
 * {@link dev.sekisho.store.sql}.
 */
package dev.sekisho.store;
