// SPDX-License-Identifier: Apache-2.0
/** The classes of database. */
package dev.sekisho.store.database;
