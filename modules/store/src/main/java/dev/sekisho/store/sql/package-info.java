// SPDX-License-Identifier: Apache-2.0
/**
 * Connections, transactions, group commit, the schema and what differs between SQLite and PostgreSQL.
 *
 * <p>Everything that knows which engine is underneath is here; code outside states a unit of {@link
 * dev.sekisho.store.sql.Work} in SQL that both engines take, and runs it through a {@link
 * dev.sekisho.store.sql.Database}. No table's SQL belongs here, but for the schema's own history.
 */
@NullMarked
package dev.sekisho.store.sql;

import org.jspecify.annotations.NullMarked;
