// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.tls.hello.ClientHello;
import dev.sekisho.tls.hello.RequestedServerName;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.KeyKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The identities that a server has, the first of which is the default. Several may serve one name with keys of different kinds;
 * then each client gets the one it can use, ECDSA before RSA.
 */
public final class Identities {
    private static final String LOCALHOST = "localhost";

    private final List<Identity> all;

    private Identities(List<Identity> all) {
        this.all = List.copyOf(all);
    }

    /**
     * A set of identities, the first of which is the default.
     *
     * @throws IllegalArgumentException if there is none, or if two have the same name
     */
    public static Identities of(List<Identity> identities) {
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("a TLS server needs at least one identity");
        }
        Set<String> names = identities.stream().map(Identity::name).collect(Collectors.toSet());
        if (names.size() < identities.size()) {
            throw new IllegalArgumentException("two identities have the same name");
        }
        return new Identities(identities);
    }

    /** All of them, the default one first. */
    public List<Identity> all() {
        return all;
    }

    /** The identity of those who name no host. */
    public Identity byDefault() {
        return all.get(0);
    }

    /** Those that serve a host: the ones with its very name, else the ones with a wildcard for it. */
    public List<Identity> serving(String host) {
        return HostPattern.canonical(host).map(this::servingCanonical).orElse(List.of());
    }

    /**
     * Of the names that an identity has, those for which some client gets it. A name is missing here if another one of the same kind of key comes
     * before it for that name.
     */
    public List<HostPattern> reachedBy(Identity identity) {
        return identity.hostNames().stream()
                .filter(name -> all.stream()
                        .filter(other -> other.keyKind() == identity.keyKind()
                                && other.hostNames().contains(name))
                        .findFirst()
                        .equals(Optional.of(identity)))
                .toList();
    }

    private List<Identity> servingCanonical(String host) {
        List<Identity> exact = having(pattern -> pattern.toString().equals(host));
        return exact.isEmpty() ? having(pattern -> pattern.matchesCanonical(host)) : exact;
    }

    private List<Identity> having(Predicate<HostPattern> condition) {
        return all.stream()
                .filter(identity -> identity.hostNames().stream().anyMatch(condition))
                .toList();
    }

    /** The host that a ClientHello names, if no identity has it. */
    public Optional<RequestedServerName> unknownName(ClientHello hello) {
        return hello.serverName()
                .filter(Identities::namesAHost)
                .filter(name -> serving(name).isEmpty())
                .map(RequestedServerName::of);
    }

    /** The identity that answers a ClientHello; empty if it names an unknown host, and that is to fail. */
    public Optional<Identity> answering(ClientHello hello, UnknownName unknownName) {
        Optional<String> named = hello.serverName().filter(Identities::namesAHost);
        List<Identity> serving = named.map(this::serving).orElse(List.of());
        if (named.isPresent() && serving.isEmpty() && unknownName == UnknownName.REFUSE) {
            return Optional.empty();
        }
        List<Identity> candidates = serving.isEmpty() ? defaults() : serving;
        return Stream.of(KeyKind.values())
                .flatMap(kind -> candidates.stream().filter(identity -> identity.keyKind() == kind))
                .filter(identity -> ClientHelloCheck.accepts(hello, identity))
                .findFirst()
                .or(() -> Optional.of(candidates.get(0)));
    }

    /**
     * False for an address, which must not be sent as a name (RFC 6066 3) but is by some, and for {@code localhost}, by which only
     * someone on the machine itself means us: both are answered as if nothing was named.
     */
    private static boolean namesAHost(String name) {
        boolean address = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return !address && !HostPattern.canonical(name).equals(Optional.of(LOCALHOST));
    }

    /** The default identity, and those that share a name with it. */
    private List<Identity> defaults() {
        Set<HostPattern> names = new LinkedHashSet<>(byDefault().hostNames());
        return all.stream()
                .filter(identity -> identity.equals(byDefault())
                        || identity.hostNames().stream().anyMatch(names::contains))
                .toList();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
