// SPDX-License-Identifier: Apache-2.0
/**
 * The spool: James' mail queues. What is fresh goes first whatever number waits, and nothing taken is lost.
 *
 * <p>A mail is taken by a node under a lease; only the node that holds it can finish it. Not here: mail on its way to other servers, which is
 * in {@link dev.sekisho.store.outgoing}.
 */
@NullMarked
package dev.sekisho.store.spool;

import org.jspecify.annotations.NullMarked;
