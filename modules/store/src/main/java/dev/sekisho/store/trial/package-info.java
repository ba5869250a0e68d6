// SPDX-License-Identifier: Apache-2.0
/**
 * What values on trial would have refused, as all nodes have noted it down, and since when each value is on trial.
 *
 * <p>Not here: what would be refused, which {@code dev.sekisho.policy} decides; and what a running server has not written yet.
 */
package dev.sekisho.store.trial;
