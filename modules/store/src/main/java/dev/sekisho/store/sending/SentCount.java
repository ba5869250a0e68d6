// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

/**
 * Recipients that an account sent to within one step of time.
 *
 * @param user the account
 * @param step the number of the step
 * @param recipients how many; as a change, also less than nothing
 */
public record SentCount(String user, long step, long recipients) {}
