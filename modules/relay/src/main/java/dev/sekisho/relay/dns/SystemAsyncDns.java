// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.dns;

import dev.sekisho.relay.dns.DnsLookup.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * The DNS servers that the machine is configured with. Answers are kept for as long as they say, an hour at most; no question is under way
 * twice at once, and no more than so many are under way in all.
 */
public final class SystemAsyncDns implements AsyncDns {
    /** For so long each server may be silent. */
    static final Duration SERVER_TIMEOUT = Duration.ofSeconds(2);
    /** For so long a question may take. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int MOST_KEPT = 10_000;
    private static final int LONGEST_KEPT = 3_600;
    private static final int MOST_REDIRECTS = 8;

    private final LookupSession session;
    private final int most;
    private final ConcurrentMap<Question, CompletableFuture<Answer<Record>>> underWay = new ConcurrentHashMap<>();

    private record Question(Name name, int type) {}

    private SystemAsyncDns(Resolver resolver, int most) {
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(MOST_KEPT);
        cache.setMaxCache(LONGEST_KEPT);
        cache.setMaxNCache(LONGEST_KEPT);
        this.session = LookupSession.builder()
                .resolver(resolver)
                .cache(cache)
                .maxRedirects(MOST_REDIRECTS)
                .build();
        this.most = most;
    }

    /**
     * The servers of the machine.
     *
     * @param most so many questions may be under way at once
     */
    public static SystemAsyncDns ofMachine(int most) {
        return new SystemAsyncDns(bounded(new ExtendedResolver()), most);
    }

    /** These servers instead of the machine's. */
    static SystemAsyncDns of(List<Resolver> servers, int most) {
        return new SystemAsyncDns(bounded(new ExtendedResolver(servers)), most);
    }

    private static Resolver bounded(ExtendedResolver servers) {
        Arrays.stream(servers.getResolvers()).forEach(server -> server.setTimeout(SERVER_TIMEOUT));
        servers.setRetries(1);
        servers.setTimeout(TIMEOUT);
        return servers;
    }

    @Override
    public CompletableFuture<Answer<InetAddress>> ipv4(String name) {
        return ask(name, Type.A, record -> record instanceof ARecord a ? Stream.of(a.getAddress()) : Stream.empty());
    }

    @Override
    public CompletableFuture<Answer<InetAddress>> ipv6(String name) {
        return ask(
                name,
                Type.AAAA,
                record -> record instanceof AAAARecord aaaa ? Stream.of(aaaa.getAddress()) : Stream.empty());
    }

    @Override
    public CompletableFuture<Answer<String>> names(InetAddress address) {
        return ask(
                ReverseMap.fromAddress(address).toString(true),
                Type.PTR,
                record -> record instanceof PTRRecord ptr
                        ? Stream.of(ptr.getTarget().toString(true))
                        : Stream.empty());
    }

    private <T> CompletableFuture<Answer<T>> ask(String name, int type, Function<Record, Stream<T>> reading) {
        try {
            return ask(new Question(Name.fromString(name + "."), type))
                    .thenApply(answer -> answer.fold(
                            found -> new Answer.Found<>(
                                    found.stream().flatMap(reading).toList()),
                            Answer.None::new,
                            Answer.NoName::new,
                            Answer.NotNow::new));
        } catch (TextParseException e) {
            return CompletableFuture.completedFuture(new Answer.NoName<>());
        }
    }

    private CompletableFuture<Answer<Record>> ask(Question question) {
        CompletableFuture<Answer<Record>> mine = new CompletableFuture<>();
        CompletableFuture<Answer<Record>> other = underWay.putIfAbsent(question, mine);
        if (other != null) {
            return other;
        }
        if (underWay.size() > most) {
            end(question, mine, new Answer.NotNow<>("as many questions to the DNS are under way as may be: " + most));
            return mine;
        }
        try {
            // An alias leads to further questions: all of them together have one time.
            session.lookupAsync(question.name(), question.type())
                    .toCompletableFuture()
                    .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((result, failure) -> end(question, mine, answer(question, result, failure)));
        } catch (RuntimeException e) {
            end(question, mine, answer(question, null, e));
        }
        return mine;
    }

    private void end(Question question, CompletableFuture<Answer<Record>> mine, Answer<Record> answer) {
        underWay.remove(question, mine);
        mine.complete(answer);
    }

    private static Answer<Record> answer(
            Question question, @Nullable LookupResult result, @Nullable Throwable failure) {
        if (result != null) {
            return new Answer.Found<>(result.getRecords());
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchDomainException) {
            return new Answer.NoName<>();
        }
        if (cause instanceof NoSuchRRSetException) {
            return new Answer.None<>();
        }
        String why = Optional.ofNullable(cause).map(Throwable::getMessage).orElse("no answer");
        return new Answer.NotNow<>("the DNS does not tell of " + question.name().toString(true) + ": " + why);
    }
}
