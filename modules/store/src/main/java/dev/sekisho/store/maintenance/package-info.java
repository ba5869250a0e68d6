// SPDX-License-Identifier: Apache-2.0
/**
 * Care of a whole store: is it sound, do its counters agree with its rows, and can it move to another engine.
 *
 * <p>Here belongs what looks across tables. What one table's rows mean to mail is the business of the packages beside this one; how a file is
 * copied, of {@link dev.sekisho.store.sql}.
 */
package dev.sekisho.store.maintenance;
