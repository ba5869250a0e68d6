// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.relay.dns.DnsLookup;
import java.util.List;

/**
 * Options of the network check.
 *
 * @param names the DNS
 * @param exchangers whose port 25 is tried; none for those that are tried usually
 */
record NetworkOptions(DnsLookup names, List<MailExchanger> exchangers) {
    NetworkOptions {
        exchangers = List.copyOf(exchangers);
    }
}
