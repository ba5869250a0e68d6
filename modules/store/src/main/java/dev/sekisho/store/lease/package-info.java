// SPDX-License-Identifier: Apache-2.0
/**
 * The lease of a server process on the rows that it works on: when the process ends, the rows are ready for others.
 *
 * <p>Not here: the rows, and the work.
 */
package dev.sekisho.store.lease;
