// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import dev.sekisho.imap.search.SearchKey.DateRelation;
import dev.sekisho.imap.value.NumberRanges;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes keys ready to run. */
final class SearchCompiler implements SearchKeyVisitor<CompiledKey> {
    private static final Comparator<CompiledKey> CHEAP_FIRST = Comparator.comparing(CompiledKey::cost);

    private final Function<SearchKey.Messages, NumberRanges> resolve;
    private final NumberRanges all;
    private final Instant now;
    private final SearchIndex index;

    SearchCompiler(
            Function<SearchKey.Messages, NumberRanges> resolve, NumberRanges all, Instant now, SearchIndex index) {
        this.index = index;
        this.resolve = resolve;
        this.all = all;
        this.now = now;
    }

    @Override
    public CompiledKey and(SearchKey.And key) {
        List<CompiledKey> keys = key.keys().stream()
                .map(operand -> operand.accept(this))
                .sorted(CHEAP_FIRST)
                .toList();
        NumberRanges candidates = keys.stream().map(CompiledKey::candidates).reduce(all, NumberRanges::intersection);
        Predicate<SearchedMessage> test =
                message -> keys.stream().allMatch(operand -> operand.test().test(message));
        return new CompiledKey(dearest(keys), least(keys), candidates, test);
    }

    @Override
    public CompiledKey or(SearchKey.Or key) {
        List<CompiledKey> keys = Stream.of(key.left(), key.right())
                .map(operand -> operand.accept(this))
                .sorted(CHEAP_FIRST)
                .toList();
        NumberRanges candidates = keys.get(0).candidates().union(keys.get(1).candidates());
        Predicate<SearchedMessage> test =
                message -> keys.stream().anyMatch(operand -> operand.test().test(message));
        return new CompiledKey(dearest(keys), least(keys), candidates, test);
    }

    private static SearchCost dearest(List<CompiledKey> keys) {
        return keys.stream()
                .map(CompiledKey::cost)
                .max(Comparator.naturalOrder())
                .orElse(SearchCost.UID);
    }

    /** What the first key reads that reads anything: the candidates are as those that read nothing have them. */
    private static SearchCost least(List<CompiledKey> keys) {
        return keys.stream()
                .map(CompiledKey::least)
                .filter(cost -> cost != SearchCost.UID)
                .min(Comparator.naturalOrder())
                .orElse(SearchCost.UID);
    }

    @Override
    public CompiledKey not(SearchKey.Not key) {
        CompiledKey operand = key.key().accept(this);
        NumberRanges candidates = operand.cost() == SearchCost.UID ? all.minus(operand.candidates()) : all;
        return new CompiledKey(
                operand.cost(), operand.least(), candidates, operand.test().negate());
    }

    @Override
    public CompiledKey messages(SearchKey.Messages key) {
        return CompiledKey.ofUids(resolve.apply(key).intersection(all));
    }

    @Override
    public CompiledKey hasFlag(SearchKey.HasFlag key) {
        return index.hasFlag(key)
                .map(uids -> CompiledKey.ofUids(uids.intersection(all)))
                .orElseGet(() -> of(SearchCost.ROW, message -> message.has(key.flag())));
    }

    @Override
    public CompiledKey dated(SearchKey.Dated key) {
        return switch (key.field()) {
            case INTERNAL -> of(SearchCost.ROW, message -> isDated(message.internalDay(), key));
            case SAVED ->
                of(
                        SearchCost.ROW,
                        message -> message.savedDay()
                                .filter(day -> isDated(day, key))
                                .isPresent());
            case SENT ->
                of(
                        SearchCost.HEADER,
                        message -> message.sentDay()
                                .filter(day -> isDated(day, key))
                                .isPresent());
        };
    }

    private static boolean isDated(LocalDate day, SearchKey.Dated key) {
        DateRelation relation = key.relation();
        return switch (relation) {
            case BEFORE -> day.isBefore(key.date());
            case ON -> day.isEqual(key.date());
            case SINCE -> !day.isBefore(key.date());
        };
    }

    @Override
    public CompiledKey within(SearchKey.Within key) {
        Instant bound = now.minusSeconds(key.seconds());
        // RFC 5032 3: an age of exactly the interval is both.
        return of(
                SearchCost.ROW,
                message -> key.younger()
                        ? !message.internalDate().isBefore(bound)
                        : !message.internalDate().isAfter(bound));
    }

    @Override
    public CompiledKey sized(SearchKey.Sized key) {
        return of(
                SearchCost.ROW,
                message -> key.larger() ? message.size() > key.octets() : message.size() < key.octets());
    }

    @Override
    public CompiledKey header(SearchKey.Header key) {
        NumberRanges candidates = index.header(key).map(all::intersection).orElse(all);
        return new CompiledKey(
                SearchCost.HEADER,
                SearchCost.HEADER,
                candidates,
                message -> message.headerContains(key.field(), key.text()));
    }

    @Override
    public CompiledKey contains(SearchKey.Contains key) {
        if (key.text().isEmpty()) {
            return CompiledKey.ofUids(all);
        }
        NumberRanges candidates = index.contains(key).map(all::intersection).orElse(all);
        return new CompiledKey(
                SearchCost.TEXT,
                SearchCost.TEXT,
                candidates,
                message -> message.contains(key.text(), key.withHeader()));
    }

    @Override
    public CompiledKey modSeq(SearchKey.ModSeq key) {
        return of(SearchCost.ROW, message -> message.modSeq() >= key.atLeast());
    }

    @Override
    public CompiledKey emailId(SearchKey.EmailId key) {
        return of(SearchCost.ROW, message -> message.emailId().equals(key.id()));
    }

    @Override
    public CompiledKey threadId(SearchKey.ThreadId key) {
        return of(
                SearchCost.ROW,
                message -> message.threadId().filter(key.id()::equals).isPresent());
    }

    private CompiledKey of(SearchCost cost, Predicate<SearchedMessage> test) {
        return new CompiledKey(cost, cost, all, test);
    }
}
