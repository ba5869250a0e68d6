// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.util.List;
import java.util.Optional;

/**
 * Who is about to have credentials looked at.
 *
 * @param place where the client is
 * @param account the account that is named
 * @param user the user of that name; empty if there is none, or if it is not known yet
 * @param standing what is known of the client
 */
public record Guesser(ClientPlace place, AccountBucket account, Optional<String> user, Standing standing) {
    /** What is known of a client. */
    public enum Standing {
        /** Nobody has logged in from its address for a long time. */
        STRANGER,
        /** Others have logged in from its address, but not to this account. */
        NEIGHBOUR,
        /** Someone has logged in to this account from its address, or its network is an exception by configuration. */
        KNOWN;

        /** As it is stored. */
        public String word() {
            return switch (this) {
                case STRANGER -> "stranger";
                case NEIGHBOUR -> "neighbour";
                case KNOWN -> "known";
            };
        }
    }

    /** What its guesses are counted for. */
    public List<GuessSubject> subjects() {
        GuessSubject address = GuessSubject.address(place);
        return switch (standing) {
            case STRANGER -> List.of(address, GuessSubject.network(place), GuessSubject.account(account));
            case NEIGHBOUR -> List.of(address, GuessSubject.account(account));
            case KNOWN -> List.of(GuessSubject.client(place, account));
        };
    }

    /** True if both are the same account at the same address. */
    boolean isSameClient(Guesser other) {
        return account.equals(other.account) && place.address().equals(other.place.address());
    }
}
