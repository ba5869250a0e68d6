// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

/** Why credentials are not looked at. */
public enum GuessRefusal {
    /** The operator has banned the client. */
    BANNED("banned"),
    /** Too many strangers' guesses came from the client's address. */
    ADDRESS("held-off"),
    /** Too many strangers' guesses came from the client's network. */
    NETWORK("held-off-network"),
    /** The account is guessed from many addresses, and the client is a stranger to it. */
    ACCOUNT("account-guarded"),
    /** The client itself was wrong too often. */
    CLIENT("held-off-client");

    private final String word;

    GuessRefusal(String word) {
        this.word = word;
    }

    /** For the log. */
    public String word() {
        return word;
    }
}
