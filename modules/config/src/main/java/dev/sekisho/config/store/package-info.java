// SPDX-License-Identifier: Apache-2.0
/**
 * {@code store.xml}: which database holds what must last.
 *
 * <p>Values, schema and reader. Not here: connections to a database (module store).
 */
package dev.sekisho.config.store;
