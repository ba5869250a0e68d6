// SPDX-License-Identifier: Apache-2.0
/**
 * Units of work in SQL: what a database is asked for, its settings, its exceptions and what differs between the two engines.
 *
 * <p>Code outside states a {@link dev.sekisho.store.sql.UnitOfWork} in SQL that both engines take, and runs it through a {@link
 * dev.sekisho.store.sql.Database}. No table's SQL belongs here, and nothing of one engine: that is in the packages below.
 */
package dev.sekisho.store.sql;
