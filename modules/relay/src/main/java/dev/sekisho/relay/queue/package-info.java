// SPDX-License-Identifier: Apache-2.0
/**
 * The workers of the outgoing queue: they take what is due, have it sent, store the results, and send DSNs.
 *
 * <p>A notice, or a message from the null sender that failed, is on disk before its recipient is stored as failed, so that none is lost.
 */
package dev.sekisho.relay.queue;
