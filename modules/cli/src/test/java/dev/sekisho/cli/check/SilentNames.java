// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.relay.dns.DnsLookup;
import java.net.InetAddress;

/** A DNS that does not answer. */
final class SilentNames implements DnsLookup {
    @Override
    public Answer<Mx> mx(String domain) {
        return new Answer.NotNow<>("nobody answers");
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        return new Answer.NotNow<>("nobody answers");
    }
}
