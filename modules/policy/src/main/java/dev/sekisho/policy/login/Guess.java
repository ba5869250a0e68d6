// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.time.Instant;

/**
 * One look at credentials, right or wrong.
 *
 * @param id a number that no other has
 * @param begun when it began
 * @param by whose it is
 */
public record Guess(long id, Instant begun, Guesser by) {}
