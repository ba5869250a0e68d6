// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.relay.dns.AsyncDns;
import dev.sekisho.relay.dns.DnsLookup.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A DNS that knows what a test tells it, and counts what it is asked. */
public final class FakeAsyncDns implements AsyncDns {
    /** Every question, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    private final Map<InetAddress, List<String>> names = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** A name has these addresses. */
    public FakeAsyncDns address(String name, String... all) {
        addresses.put(name, List.of(all).stream().map(FakeAsyncDns::parsed).toList());
        return this;
    }

    /** An address has these names. */
    public FakeAsyncDns name(String address, String... all) {
        names.put(parsed(address), List.of(all));
        return this;
    }

    /** Questions about names that end so are never answered. */
    public FakeAsyncDns silent(String end) {
        silent.add(end);
        return this;
    }

    /** Questions about names that end so fail at once. */
    public FakeAsyncDns failing(String end) {
        failing.add(end);
        return this;
    }

    /** Questions about names that end so end in an error, as no DNS should. */
    public FakeAsyncDns broken(String end) {
        broken.add(end);
        return this;
    }

    @Override
    public CompletableFuture<Answer<InetAddress>> ipv4(String name) {
        return answer(name, addresses.get(name));
    }

    @Override
    public CompletableFuture<Answer<InetAddress>> ipv6(String name) {
        return answer(name, addresses.get(name));
    }

    @Override
    public CompletableFuture<Answer<String>> names(InetAddress address) {
        return answer(address.getHostAddress(), names.get(address));
    }

    private <T> CompletableFuture<Answer<T>> answer(String name, @Nullable List<T> found) {
        asked.add(name);
        if (silent.stream().anyMatch(name::endsWith)) {
            return new CompletableFuture<>();
        }
        if (broken.stream().anyMatch(name::endsWith)) {
            return CompletableFuture.failedFuture(new IllegalStateException("broken"));
        }
        if (failing.stream().anyMatch(name::endsWith)) {
            return CompletableFuture.completedFuture(new Answer.NotNow<>("it fails"));
        }
        return CompletableFuture.completedFuture(found == null ? new Answer.NoName<>() : new Answer.Found<>(found));
    }

    private static InetAddress parsed(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
