// SPDX-License-Identifier: Apache-2.0
/**
 * James' mail queues: what is fresh goes first whatever number waits, and nothing taken is lost.
 *
 * <p>A mail is taken by a node under a lease; only the node that holds it can finish it.
 */
@NullMarked
package dev.sekisho.store.queue;

import org.jspecify.annotations.NullMarked;
