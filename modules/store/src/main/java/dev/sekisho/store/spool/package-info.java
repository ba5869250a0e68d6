// SPDX-License-Identifier: Apache-2.0
/**
 * The spool: James' mail queues. New mail goes first, however much waits, and mail that was taken is not lost.
 *
 * <p>A mail is taken by a node under a lease; only the node that holds it can finish it. Not here: mail on its way to other servers, which is
 * in {@link dev.sekisho.store.outgoing}.
 */
package dev.sekisho.store.spool;
