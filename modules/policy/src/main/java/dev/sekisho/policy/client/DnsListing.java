// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

/**
 * What a DNS list says of a client.
 *
 * @param list the list
 * @param status whether it lists the client
 * @param detail the answer of a list that does; the reason where it is unknown; else empty
 */
public record DnsListing(DnsList list, Status status, String detail) {
    /** Whether a list has a client. */
    public enum Status {
        LISTED,
        NOT_LISTED,
        /** The list did not answer in time, or gave an answer that no list gives. It counts nothing. */
        UNKNOWN
    }

    /** True if the list has the client. */
    public boolean listed() {
        return status == Status.LISTED;
    }
}
