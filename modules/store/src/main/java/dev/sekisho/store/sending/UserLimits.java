// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import dev.sekisho.policy.limit.SendingLimits;
import java.util.Optional;

/**
 * What an operator decided for one account.
 *
 * @param user the account
 * @param limits its limits; empty if they are those of the listeners again
 */
public record UserLimits(String user, Optional<SendingLimits> limits) {}
