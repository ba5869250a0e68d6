// SPDX-License-Identifier: Apache-2.0
/** The classes of sqlite. */
package dev.sekisho.store.sql.sqlite;
