// SPDX-License-Identifier: Apache-2.0
/**
 * The workers of the outgoing queue: they take what is due, have it sent, write down what came of it, and tell senders.
 *
 * <p>A notice, or a message from the null sender that failed, is on disk before the recipient it tells of is written down as failed, so that none is lost.
 */
package dev.sekisho.relay.queue;
