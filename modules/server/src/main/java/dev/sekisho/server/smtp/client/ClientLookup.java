// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.client.ClientName;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListing;
import dev.sekisho.relay.dns.AsyncDns;
import dev.sekisho.relay.dns.SystemAsyncDns;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the DNS says of clients. No thread waits for it, and it has an end: what is not known by then is unknown. Lists and names have
 * questions of their own, so that who owns an address, whose DNS server may be slow on purpose, keeps no list from being asked. For any
 * thread.
 */
public final class ClientLookup {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** Questions of each kind that are under way at once. */
    private static final int MOST_UNDER_WAY = 500;

    /** A failure that takes less time makes nobody wait: the zone is not silent, or so many questions are under way that it was not asked. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Supplier<AsyncDns> newLists;
    private final Supplier<AsyncDns> newNames;
    private final Duration timeout;
    private final SilentZones silent;
    private final ClientLookupLog log;
    private final LongSupplier nanoTime;
    private @Nullable AsyncDns lists;
    private @Nullable AsyncDns names;

    private ClientLookup(
            Supplier<AsyncDns> newLists, Supplier<AsyncDns> newNames, Duration timeout, LongSupplier nanoTime) {
        this.newLists = newLists;
        this.newNames = newNames;
        this.timeout = timeout;
        this.silent = new SilentZones(nanoTime);
        this.log = new ClientLookupLog(nanoTime);
        this.nanoTime = nanoTime;
    }

    /** By the DNS servers of the machine, whose addresses are read at the first question. */
    public static ClientLookup ofMachine() {
        return new ClientLookup(
                () -> SystemAsyncDns.ofMachine(MOST_UNDER_WAY),
                () -> SystemAsyncDns.ofMachine(MOST_UNDER_WAY),
                TIMEOUT,
                System::nanoTime);
    }

    /** By this DNS. */
    public static ClientLookup of(AsyncDns dns, Duration timeout, LongSupplier nanoTime) {
        return new ClientLookup(() -> dns, () -> dns, timeout, nanoTime);
    }

    /** What the DNS says of a client; it never fails. */
    public CompletableFuture<ClientFacts> facts(ClientChecks checks, InetAddress client) {
        List<CompletableFuture<DnsListing>> blocked = checks.blockLists().stream()
                .map(DnsBlockList::list)
                .map(list -> listing(list, client))
                .toList();
        List<CompletableFuture<DnsListing>> allowed =
                checks.allowLists().stream().map(list -> listing(list, client)).toList();
        CompletableFuture<ClientName> name = checks.name().enabled()
                ? new ConfirmedName(names())
                        .of(client)
                        .completeOnTimeout(ClientName.UNKNOWN, timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(fault -> ClientName.UNKNOWN)
                : CompletableFuture.completedFuture(ClientName.NOT_ASKED);
        CompletableFuture<?>[] all = Stream.of(blocked.stream(), allowed.stream(), Stream.of(name))
                .flatMap(each -> each)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> {
            ClientFacts facts = new ClientFacts(true, joined(blocked), joined(allowed), name.join());
            log.unknown(client, facts);
            return facts;
        });
    }

    private static List<DnsListing> joined(List<CompletableFuture<DnsListing>> listings) {
        return listings.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<DnsListing> listing(DnsList list, InetAddress client) {
        String zone = list.zone().text();
        return silent.pause(zone)
                .map(why -> CompletableFuture.completedFuture(list.unknown(why)))
                .orElseGet(() -> ask(list, client));
    }

    private CompletableFuture<DnsListing> ask(DnsList list, InetAddress client) {
        String zone = list.zone().text();
        long begin = nanoTime.getAsLong();
        return lists().ipv4(ReversedAddress.before(zone, client))
                .thenApply(answer -> {
                    DnsListing listing = answer.fold(
                            found -> list.listing(
                                    found.stream().map(InetAddress::getAddress).toList()),
                            () -> list.listing(List.of()),
                            () -> list.listing(List.of()),
                            list::unknown);
                    boolean atOnce = nanoTime.getAsLong() - begin < SILENCE.toNanos();
                    return new Asked(listing, answer.fold(found -> true, () -> true, () -> true, notNow -> atOnce));
                })
                .completeOnTimeout(
                        new Asked(list.unknown("no answer in " + timeout.toMillis() + " ms"), false),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenApply(asked -> {
                    if (asked.answered()) {
                        silent.answered(zone);
                    } else {
                        silent.silent(zone);
                    }
                    return asked.listing();
                })
                .exceptionally(fault -> list.unknown("its answer cannot be judged: " + fault));
    }

    /** @param answered true if the zone answered, whatever it said, or nobody had to wait for it */
    private record Asked(DnsListing listing, boolean answered) {}

    private synchronized AsyncDns lists() {
        AsyncDns made = lists == null ? newLists.get() : lists;
        lists = made;
        return made;
    }

    private synchronized AsyncDns names() {
        AsyncDns made = names == null ? newNames.get() : names;
        names = made;
        return made;
    }
}
