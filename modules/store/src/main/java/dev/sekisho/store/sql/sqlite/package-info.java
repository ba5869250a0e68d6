// SPDX-License-Identifier: Apache-2.0
/**
 * The store in one SQLite file: the file itself and its place on the disk, the one writer and the readers, group commit, backups, the native library.
 *
 * <p>What a table is, and what PostgreSQL does, does not belong here.
 */
package dev.sekisho.store.sql.sqlite;
