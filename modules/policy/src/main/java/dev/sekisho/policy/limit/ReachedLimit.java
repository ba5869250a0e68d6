// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Instant;

/**
 * The limit of an account that leaves no room for one more recipient.
 *
 * @param period the period within which recipients were counted
 * @param most how many there may be in it
 * @param until when the next recipient is accepted, if nothing is sent meanwhile
 */
public record ReachedLimit(SendingPeriod period, int most, Instant until) {}
