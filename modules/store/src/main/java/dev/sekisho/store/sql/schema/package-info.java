// SPDX-License-Identifier: Apache-2.0
/**
 * The numbered steps that make the schema, the SQL files beside them, and the history that says which were taken. A released step is never changed, not
 * in a comment either: databases hold its checksum.
 *
 * <p>SQL that reads or changes rows does not belong here.
 */
package dev.sekisho.store.sql.schema;
