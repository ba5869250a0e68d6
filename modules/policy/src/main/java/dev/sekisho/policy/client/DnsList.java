// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import dev.sekisho.policy.address.DomainName;
import java.util.List;
import java.util.Optional;

/**
 * A list of addresses that is published in the DNS (RFC 5782).
 *
 * @param zone the domain that is asked
 * @param answers the answers that count
 * @param name what replies and the log call it: a zone may contain the key of who asks
 */
public record DnsList(DomainName zone, DnsListAnswers answers, String name) {

    /**
     * What the answer of the list says of a client. An answer that no list gives counts nothing: a domain that was given up often answers
     * for every name.
     *
     * @param addresses the octets of each address in the answer; none if the client is not listed
     */
    public DnsListing listing(List<byte[]> addresses) {
        Optional<byte[]> outside = addresses.stream()
                .filter(address -> !DnsListAnswers.isOfAList(address))
                .findFirst();
        if (outside.isPresent()) {
            return unknown("it answered " + DnsListAnswers.text(outside.get())
                    + ", which is not in 127.0.0.0/8 (RFC 5782 2.1): it may have been given up");
        }
        Optional<byte[]> error =
                addresses.stream().filter(DnsListAnswers::isError).findFirst();
        if (error.isPresent()) {
            return unknown("it answered " + DnsListAnswers.text(error.get())
                    + ", an error code: it refuses questions of this DNS server, or knows no such list");
        }
        return addresses.stream()
                .filter(answers::contain)
                .findFirst()
                .map(answer -> new DnsListing(this, DnsListing.Status.LISTED, DnsListAnswers.text(answer)))
                .orElseGet(() -> new DnsListing(this, DnsListing.Status.NOT_LISTED, ""));
    }

    /** Nothing is known, and why. */
    public DnsListing unknown(String why) {
        return new DnsListing(this, DnsListing.Status.UNKNOWN, why);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
