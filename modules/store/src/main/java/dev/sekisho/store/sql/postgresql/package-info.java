// SPDX-License-Identifier: Apache-2.0
/**
 * The store on a PostgreSQL server: how it is connected to, transactions, and what nodes tell each other by LISTEN and NOTIFY.
 *
 * <p>What a table is, and what SQLite does, does not belong here.
 */
package dev.sekisho.store.sql.postgresql;
