// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

/** Why a command is refused on a port that speaks IMAP, before the engine sees it. Each reason has one reply. */
public enum ImapRefusal {
    /** Too many wrong credentials came from the client's address; none are asked for, right or wrong (RFC 9051 7.1). */
    HELD_OFF("NO [LIMIT] Too many failed logins from your address, try again later");

    private final String reply;

    ImapRefusal(String reply) {
        this.reply = reply;
    }

    /** The line on the wire, without the command's tag and without CR LF. */
    public String reply() {
        return reply;
    }
}
