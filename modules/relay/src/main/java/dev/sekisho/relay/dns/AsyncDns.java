// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.dns;

import dev.sekisho.relay.dns.DnsLookup.Answer;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/** What the DNS says, for who does not wait for it. A future never fails: what cannot be told is {@link Answer.NotNow}. For any thread. */
public interface AsyncDns {
    /** The IPv4 addresses (A) of a name. */
    CompletableFuture<Answer<InetAddress>> ipv4(String name);

    /** The IPv6 addresses (AAAA) of a name. */
    CompletableFuture<Answer<InetAddress>> ipv6(String name);

    /** The names (PTR) of an address, without the last dot. */
    CompletableFuture<Answer<String>> names(InetAddress address);
}
