// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import dev.sekisho.policy.limit.SendingPeriod;
import java.time.Instant;

/**
 * An account that has reached a limit.
 *
 * @param user the account
 * @param period of which limit
 * @param most the limit
 * @param since when it was reached first
 * @param until when the next recipient is accepted
 */
public record UserAtLimit(String user, SendingPeriod period, int most, Instant since, Instant until) {}
