// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

/** What a client does that has a rate. */
public enum ClientEvent {
    /** It connects. */
    CONNECTION("connection"),
    /** It begins a message. */
    MAIL("mail"),
    /** It names a recipient. */
    RECIPIENT("recipient"),
    /** It names a recipient that does not exist. */
    UNKNOWN_RECIPIENT("unknown-recipient");

    private final String word;

    ClientEvent(String word) {
        this.word = word;
    }

    /** As the log writes it. */
    public String word() {
        return word;
    }
}
