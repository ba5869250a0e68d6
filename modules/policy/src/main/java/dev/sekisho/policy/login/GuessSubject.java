// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

/**
 * What guesses are counted for, and who is held off.
 *
 * @param kind its kind
 * @param text which one
 */
public record GuessSubject(Kind kind, String text) {
    /** The kinds. */
    public enum Kind {
        /** An address: the guesses of strangers from it. */
        ADDRESS,
        /** A network: the guesses of strangers from those of its addresses that nobody has logged in from. */
        NETWORK,
        /** An account: the guesses of strangers, wherever they are. */
        ACCOUNT,
        /** An account at one address: the guesses of who is known there. */
        CLIENT;

        /** As it is stored and shown. */
        public String word() {
            return switch (this) {
                case ADDRESS -> "address";
                case NETWORK -> "network";
                case ACCOUNT -> "account";
                case CLIENT -> "client";
            };
        }
    }

    /** The address of a client. */
    public static GuessSubject address(ClientPlace place) {
        return new GuessSubject(Kind.ADDRESS, place.address());
    }

    /** The network of a client. */
    public static GuessSubject network(ClientPlace place) {
        return new GuessSubject(Kind.NETWORK, place.network());
    }

    /** An account. */
    public static GuessSubject account(AccountBucket account) {
        return new GuessSubject(Kind.ACCOUNT, Integer.toString(account.bits()));
    }

    /** An account at the address of a client. */
    public static GuessSubject client(ClientPlace place, AccountBucket account) {
        return new GuessSubject(Kind.CLIENT, place.address() + "#" + account.bits());
    }
}
