// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** The DNS servers that the machine is configured with, and its hosts file for addresses. */
public final class SystemDnsLookup implements DnsLookup {
    private final HostsFileParser hosts = new HostsFileParser();

    @Override
    public Answer<Mx> mx(String domain) {
        return ask(domain, Type.MX, record -> record instanceof MXRecord mx ? Optional.of(mx(mx)) : Optional.empty());
    }

    private static Mx mx(MXRecord record) {
        return new Mx(record.getPriority(), host(record.getTarget()));
    }

    @Override
    public Answer<String> services(String name) {
        return ask(
                name,
                Type.SRV,
                record -> record instanceof SRVRecord service
                        ? Optional.of(host(service.getTarget()))
                        : Optional.empty());
    }

    private static String host(Name name) {
        return name.toString(true).replaceAll("\\.$", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        List<InetAddress> found = new ArrayList<>(inHostsFile(host));
        if (!found.isEmpty()) {
            return new Answer.Found<>(found);
        }
        Answer<InetAddress> six = ask(
                host,
                Type.AAAA,
                record -> record instanceof AAAARecord aaaa ? Optional.of(aaaa.getAddress()) : Optional.empty());
        Answer<InetAddress> four = ask(
                host, Type.A, record -> record instanceof ARecord a ? Optional.of(a.getAddress()) : Optional.empty());
        for (Answer<InetAddress> each : List.of(six, four)) {
            if (each instanceof Answer.Found<InetAddress> some) {
                found.addAll(some.all());
            }
        }
        return found.isEmpty() ? (four instanceof Answer.None ? six : four) : new Answer.Found<>(found);
    }

    private List<InetAddress> inHostsFile(String host) {
        List<InetAddress> found = new ArrayList<>();
        for (int type : new int[] {Type.AAAA, Type.A}) {
            try {
                hosts.getAddressForHost(Name.fromString(host + "."), type).ifPresent(found::add);
            } catch (IOException unreadable) {
                return List.of();
            }
        }
        return found;
    }

    private static <T> Answer<T> ask(String name, int type, Function<Record, Optional<T>> reading) {
        try {
            Lookup lookup = new Lookup(Name.fromString(name + "."), type);
            Record[] records = lookup.run();
            return switch (lookup.getResult()) {
                case Lookup.SUCCESSFUL ->
                    new Answer.Found<>(Arrays.stream(records)
                            .map(reading)
                            .flatMap(Optional::stream)
                            .toList());
                case Lookup.TYPE_NOT_FOUND -> new Answer.None<>();
                case Lookup.HOST_NOT_FOUND -> new Answer.NoName<>();
                default -> new Answer.NotNow<>("the DNS does not tell of " + name + ": " + lookup.getErrorString());
            };
        } catch (TextParseException e) {
            return new Answer.NoName<>();
        }
    }
}
