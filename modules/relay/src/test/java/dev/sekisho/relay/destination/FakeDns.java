// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.relay.dns.DnsLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS that knows what a test tells it. */
public final class FakeDns implements DnsLookup {
    private final Map<String, List<Mx>> mx = new ConcurrentHashMap<>();
    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    private final Set<String> failing = new HashSet<>();

    /** The exchangers of a domain. */
    public FakeDns mx(String domain, Mx... all) {
        mx.put(domain, List.of(all));
        return this;
    }

    /** The domain exists and has no exchanger. */
    public FakeDns none(String domain) {
        mx.put(domain, List.of());
        return this;
    }

    /** The addresses of a host. */
    public FakeDns address(String host, String... all) {
        List<InetAddress> parsed = new ArrayList<>();
        Arrays.stream(all).forEach(each -> {
            try {
                parsed.add(InetAddress.getByName(each));
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        });
        addresses.put(host, parsed);
        return this;
    }

    /** Nothing can be told of this name. */
    public FakeDns failing(String name) {
        failing.add(name);
        return this;
    }

    @Override
    public Answer<Mx> mx(String domain) {
        return answer(domain, mx);
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        return answer(host, addresses);
    }

    private <T> Answer<T> answer(String name, Map<String, List<T>> known) {
        if (failing.contains(name)) {
            return new Answer.NotNow<>("no answer for " + name);
        }
        List<T> found = known.get(name);
        return found == null
                ? new Answer.NoName<>()
                : found.isEmpty() ? new Answer.None<>() : new Answer.Found<>(found);
    }
}
