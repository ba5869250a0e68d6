// SPDX-License-Identifier: Apache-2.0
/**
 * Opens a database, or looks at one without changing it, whichever engine the settings name.
 *
 * <p>This is the one package that knows both engines. What a unit of work says belongs beside the tables.
 */
package dev.sekisho.store.database;
