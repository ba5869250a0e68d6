// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

/**
 * What is known when credentials are to be looked at.
 *
 * @param banned true if the operator has banned the client
 * @param standing what is known of the client
 * @param client the guesses of this client at this account
 * @param address those of strangers from its address
 * @param network those of strangers from its network
 * @param account the wrong ones of strangers at this account
 * @param accountAtWorst the same, if all that are under way there prove wrong
 */
public record GuessFacts(
        boolean banned,
        Guesser.Standing standing,
        GuessCount client,
        GuessCount address,
        GuessCount network,
        AccountGuesses account,
        AccountGuesses accountAtWorst) {}
