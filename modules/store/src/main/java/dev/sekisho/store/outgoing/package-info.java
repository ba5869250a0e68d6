// SPDX-License-Identifier: Apache-2.0
/**
 * The outgoing queue: mail for other servers, a row for each recipient, taken by a node under a lease.
 *
 * <p>Rows, and what may be done to them. Not here: connections, the retry schedule, and accepted mail before it gets here, which is in
 * {@link dev.sekisho.store.spool}.
 */
package dev.sekisho.store.outgoing;
