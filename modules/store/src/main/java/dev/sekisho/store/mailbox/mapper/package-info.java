// SPDX-License-Identifier: Apache-2.0
/**
 * James' mappers on the tables: each method that changes something is one unit of work, or several short ones.
 *
 * <p>SQL belongs into {@code table}, sessions and events into {@code manager}.
 */
package dev.sekisho.store.mailbox.mapper;
