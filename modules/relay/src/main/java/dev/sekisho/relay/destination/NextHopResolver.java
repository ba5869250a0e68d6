// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.relay.client.reply.ServerReply;
import dev.sekisho.relay.destination.ResolvedServers.Server;
import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.relay.dns.DnsLookup.Answer;
import dev.sekisho.relay.dns.DnsLookup.Mx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Finds the servers of a next hop (RFC 5321 5.1). Blocks. */
public final class NextHopResolver {
    /** So many addresses are asked in one attempt, as by Postfix; RFC 5321 5.1 wants two at least. */
    private static final int MOST = 5;

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final DnsLookup names;
    private final String ownName;
    private final Random order;

    /**
     * @param names the DNS
     * @param ownName the name we go by: if it is among the exchangers of a domain, those behind it are not asked
     * @param order shuffles exchangers of equal preference
     */
    public NextHopResolver(DnsLookup names, String ownName, Random order) {
        this.names = names;
        this.ownName = ownName;
        this.order = order;
    }

    /** The servers for a destination of a next hop. */
    public ResolvedServers of(NextHop hop, String destination) {
        if (hop instanceof NextHop.Smarthost smarthost) {
            ResolvedServers found = hosts(List.of(smarthost.host()), smarthost.port());
            return found.fold(
                    known -> known,
                    nobody -> new ResolvedServers.NotNow("the smarthost " + smarthost.host() + " has no address"),
                    notNow -> notNow);
        }
        return exchangers(destination, hop.port());
    }

    private ResolvedServers exchangers(String domain, int port) {
        if (domain.startsWith("[")) {
            return literal(domain, port);
        }
        return names.mx(domain)
                .fold(
                        found -> exchangers(domain, found, port),
                        () -> hosts(List.of(domain), port),
                        () -> nobody(550, "5.1.2 the domain " + domain + " does not exist"),
                        ResolvedServers.NotNow::new);
    }

    private ResolvedServers exchangers(String domain, List<Mx> found, int port) {
        if (found.isEmpty()) {
            // RFC 5321 5.1: without an MX the domain is its own.
            return hosts(List.of(domain), port);
        }
        if (found.stream().allMatch(mx -> mx.host().isEmpty())) {
            return nobody(556, "5.1.10 the domain " + domain + " takes no mail (null MX)");
        }
        List<String> hosts = inOrder(found);
        return hosts.isEmpty()
                ? nobody(554, "5.4.6 mail for " + domain + " would come back to this server, which does not take it")
                : hosts(hosts, port);
    }

    /** Those in front of us, the preferred first, equals in any order. */
    private List<String> inOrder(List<Mx> all) {
        int ours = all.stream()
                .filter(mx -> mx.host().equalsIgnoreCase(ownName))
                .mapToInt(Mx::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<Mx> sorted = new ArrayList<>(all);
        Collections.shuffle(sorted, order);
        sorted.sort(Comparator.comparingInt(Mx::preference));
        return sorted.stream()
                .filter(mx -> mx.preference() < ours && !mx.host().isEmpty())
                .map(Mx::host)
                .toList();
    }

    private ResolvedServers hosts(List<String> hosts, int port) {
        List<Server> servers = new ArrayList<>();
        String why = "";
        for (String host : hosts) {
            String before = why;
            why = addresses(host)
                    .fold(
                            found -> {
                                byTurns(found)
                                        .forEach(address ->
                                                servers.add(new Server(host, new InetSocketAddress(address, port))));
                                return before;
                            },
                            () -> before,
                            () -> before,
                            notNow -> notNow);
        }
        if (servers.isEmpty()) {
            return why.isEmpty()
                    ? nobody(550, "5.1.2 no server of " + String.join(", ", hosts) + " has an address")
                    : new ResolvedServers.NotNow(why);
        }
        return new ResolvedServers.Known(servers.subList(0, Math.min(servers.size(), MOST)));
    }

    /** One of each family after the other, in their order: many of one, that nothing leads to, must not hide the other behind {@link #MOST}. */
    private static List<InetAddress> byTurns(List<InetAddress> all) {
        List<InetAddress> turns = new ArrayList<>();
        List<InetAddress> one =
                all.stream().filter(all.get(0).getClass()::isInstance).toList();
        List<InetAddress> other =
                all.stream().filter(each -> !one.contains(each)).toList();
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            turns.addAll(one.subList(Math.min(i, one.size()), Math.min(i + 1, one.size())));
            turns.addAll(other.subList(Math.min(i, other.size()), Math.min(i + 1, other.size())));
        }
        return turns;
    }

    /** What is an address already is not asked for. */
    private Answer<InetAddress> addresses(String host) {
        try {
            return IPV4.matcher(host).matches()
                    ? new Answer.Found<>(List.of(InetAddress.getByName(host)))
                    : names.addresses(host);
        } catch (UnknownHostException notAnAddress) {
            return new Answer.NoName<>();
        }
    }

    /** RFC 5321 4.1.3. */
    private static ResolvedServers literal(String domain, int port) {
        String text = domain.substring(1, domain.length() - (domain.endsWith("]") ? 1 : 0));
        String address = text.regionMatches(true, 0, "IPv6:", 0, 5) ? text.substring(5) : text;
        try {
            return address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                    ? new ResolvedServers.Known(
                            List.of(new Server(address, new InetSocketAddress(InetAddress.getByName(address), port))))
                    : nobody(550, "5.1.2 " + domain + " is no address");
        } catch (UnknownHostException e) {
            return nobody(550, "5.1.2 " + domain + " is no address");
        }
    }

    private static ResolvedServers nobody(int code, String text) {
        return new ResolvedServers.Nobody(new ServerReply(code, List.of(text)));
    }
}
