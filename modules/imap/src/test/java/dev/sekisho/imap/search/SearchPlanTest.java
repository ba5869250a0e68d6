// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.search.SearchKey.And;
import dev.sekisho.imap.search.SearchKey.Contains;
import dev.sekisho.imap.search.SearchKey.DateField;
import dev.sekisho.imap.search.SearchKey.DateRelation;
import dev.sekisho.imap.search.SearchKey.Dated;
import dev.sekisho.imap.search.SearchKey.HasFlag;
import dev.sekisho.imap.search.SearchKey.Header;
import dev.sekisho.imap.search.SearchKey.Messages;
import dev.sekisho.imap.search.SearchKey.Not;
import dev.sekisho.imap.search.SearchKey.Or;
import dev.sekisho.imap.search.SearchKey.Sized;
import dev.sekisho.imap.search.SearchKey.Within;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPlanTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final NumberRanges ALL = NumberRanges.range(1, 12);

    /** A message whose values follow from its UID; what is read of it is written down. */
    private static final class Sample implements SearchedMessage {
        private final long uid;
        private final List<String> read = new ArrayList<>();

        Sample(long uid) {
            this.uid = uid;
        }

        @Override
        public long uid() {
            return uid;
        }

        @Override
        public boolean has(Flag flag) {
            read.add("row");
            return flag.equals(Flag.SEEN) ? uid % 2 == 0 : uid % 3 == 0;
        }

        @Override
        public LocalDate internalDay() {
            return internalDate().atZone(ZoneOffset.UTC).toLocalDate();
        }

        @Override
        public Instant internalDate() {
            read.add("row");
            return NOW.minusSeconds(uid * 3600 * 8);
        }

        @Override
        public Optional<LocalDate> sentDay() {
            read.add("header");
            return uid == 5 ? Optional.empty() : Optional.of(LocalDate.of(2026, 6, (int) uid));
        }

        @Override
        public Optional<LocalDate> savedDay() {
            return Optional.of(LocalDate.of(2026, 5, (int) uid));
        }

        @Override
        public long size() {
            read.add("row");
            return uid * 100;
        }

        @Override
        public long modSeq() {
            return uid + 1000;
        }

        @Override
        public String emailId() {
            return "M" + uid;
        }

        @Override
        public Optional<String> threadId() {
            return uid % 2 == 0 ? Optional.of("T") : Optional.empty();
        }

        @Override
        public boolean headerContains(String field, String text) {
            read.add("header");
            return field.equals("SUBJECT") && ("subject " + uid).contains(text);
        }

        @Override
        public boolean contains(String text, boolean withHeader) {
            read.add("text");
            return ("body " + uid % 4).contains(text) || (withHeader && ("subject " + uid).contains(text));
        }
    }

    @Test
    void cheapKeysDecideFirst() {
        SearchKey key = new And(List.of(
                new Contains("1", true), new Header("SUBJECT", "subject"), new HasFlag(Flag.SEEN), uids(1, 2, 5)));
        SearchPlan plan = plan(key);
        Sample odd = new Sample(5);
        Sample even = new Sample(2);

        assertThat(plan.candidates()).isEqualTo(NumberRanges.of(1, 2, 5));
        assertThat(plan.matches(odd)).isFalse();
        assertThat(odd.read).containsExactly("row");
        assertThat(plan.matches(even)).isFalse();
        assertThat(even.read).containsExactly("row", "header", "text");
        assertThat(plan.cost()).isEqualTo(SearchCost.TEXT);
    }

    @Test
    void whatUidsDecideNeedsNoMessage() {
        SearchPlan plan = plan(new And(List.of(new Not(uids(1, 2)), new Or(uids(2, 3), uids(7, 99)))));

        assertThat(plan.cost()).isEqualTo(SearchCost.UID);
        assertThat(plan.candidates()).isEqualTo(NumberRanges.of(3, 7));
        assertThat(plan(SearchKey.ALL).candidates()).isEqualTo(ALL);
        assertThat(plan(new Not(SearchKey.ALL)).candidates()).isEqualTo(NumberRanges.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNAL, BEFORE, 2026-06-14, 5 6 7 8 9 10 11 12",
        "INTERNAL, ON, 2026-06-14, 2 3 4",
        "INTERNAL, SINCE, 2026-06-14, 1 2 3 4",
        "SENT, ON, 2026-06-05, ''",
        "SENT, BEFORE, 2026-06-06, 1 2 3 4",
        "SENT, SINCE, 2026-06-11, 11 12",
        "SAVED, ON, 2026-05-03, 3"
    })
    void datesAreDays(DateField field, DateRelation relation, LocalDate day, String found) {
        assertThat(found(new Dated(field, relation, day))).isEqualTo(found);
    }

    @Test
    void anAgeOfExactlyTheIntervalIsYoungerAndOlder() {
        assertThat(found(new Within(true, 16 * 3600))).isEqualTo("1 2");
        assertThat(found(new Within(false, 88 * 3600))).isEqualTo("11 12");
    }

    @Test
    void aSizeThatIsEqualIsNeitherLargerNorSmaller() {
        assertThat(found(new Sized(true, 1000))).isEqualTo("11 12");
        assertThat(found(new Sized(false, 300))).isEqualTo("1 2");
    }

    @Test
    void idsAndModSeqAreCompared() {
        assertThat(found(new SearchKey.ModSeq(1011))).isEqualTo("11 12");
        assertThat(found(new SearchKey.EmailId("M3"))).isEqualTo("3");
        assertThat(found(new SearchKey.ThreadId("T"))).isEqualTo("2 4 6 8 10 12");
    }

    @Test
    void anEmptyTextIsInEveryMessage() {
        assertThat(plan(new Contains("", false)).cost()).isEqualTo(SearchCost.UID);
        assertThat(found(new Contains("", true)).split(" ")).hasSize(12);
    }

    @Test
    void keysThatMustAllMatchAreFoundInAnyDepth() {
        SearchKey flag = new HasFlag(Flag.SEEN);
        SearchKey text = new Contains("x", true);
        SearchKey either = new Or(flag, text);

        assertThat(SearchPlan.conjuncts(new And(List.of(flag, new And(List.of(text, either))))))
                .containsExactly(flag, text, either);
        assertThat(SearchPlan.conjuncts(either)).containsExactly(either);
    }

    @Test
    void aModSeqKeyIsSeenInAnyDepth() {
        SearchKey modSeq = new SearchKey.ModSeq(1);

        assertThat(SearchPlan.asksForModSeq(new Or(SearchKey.ALL, new Not(new And(List.of(modSeq))))))
                .isTrue();
        assertThat(SearchPlan.asksForModSeq(new Not(SearchKey.ALL))).isFalse();
    }

    @Provide
    Arbitrary<SearchKey> keys() {
        Arbitrary<SearchKey> leaves = Arbitraries.oneOf(
                Arbitraries.of(
                        SearchKey.ALL,
                        new HasFlag(Flag.SEEN),
                        new HasFlag(Flag.FLAGGED),
                        new Header("SUBJECT", "1"),
                        new Contains("2", false),
                        new Contains("1", true),
                        new Dated(DateField.SENT, DateRelation.SINCE, LocalDate.of(2026, 6, 6)),
                        new Sized(true, 400),
                        new SearchKey.ModSeq(1004)),
                Arbitraries.longs()
                        .between(1, 14)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(6)
                        .map(uids ->
                                uids(uids.stream().mapToLong(Long::longValue).toArray())));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.map(Not::new),
                        Combinators.combine(inner, inner).as(Or::new),
                        inner.list().ofMaxSize(3).map(And::new)),
                0,
                4);
    }

    @Property(tries = 2_000)
    void findsWhatANaiveSearchFinds(@ForAll("keys") SearchKey key) {
        Set<Long> naive = key.accept(new NaiveSearch());
        SearchPlan plan = plan(key);
        Set<Long> found = plan.candidates().stream()
                .boxed()
                .filter(uid -> plan.matches(new Sample(uid)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).isEqualTo(naive);
        if (plan.cost() == SearchCost.UID) {
            assertThat(plan.candidates().stream().boxed()).containsExactlyElementsOf(naive);
        }
    }

    /** Sets of UIDs, by the words of the RFC. */
    private static final class NaiveSearch extends SearchKeyFold<Set<Long>> {
        @Override
        Set<Long> leaf(SearchKey key) {
            return everything().stream()
                    .filter(uid -> plan(key).matches(new Sample(uid)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public Set<Long> messages(Messages key) {
            Set<Long> all = everything();
            all.removeIf(uid -> !key.set().numbers().contains(uid));
            return all;
        }

        @Override
        public Set<Long> and(And key) {
            Set<Long> all = everything();
            key.keys().forEach(operand -> all.retainAll(operand.accept(this)));
            return all;
        }

        @Override
        public Set<Long> or(Or key) {
            Set<Long> both = new TreeSet<>(key.left().accept(this));
            both.addAll(key.right().accept(this));
            return both;
        }

        @Override
        public Set<Long> not(Not key) {
            Set<Long> all = everything();
            all.removeAll(key.key().accept(this));
            return all;
        }

        private static Set<Long> everything() {
            return LongStream.rangeClosed(1, 12).boxed().collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static SearchKey uids(long... uids) {
        return new Messages(SequenceSet.of(NumberRanges.of(uids)), true);
    }

    private static SearchPlan plan(SearchKey key) {
        return SearchPlan.of(key, messages -> messages.set().numbers(), ALL, NOW);
    }

    private static String found(SearchKey key) {
        SearchPlan plan = plan(key);
        return plan.candidates().stream()
                .filter(uid -> plan.matches(new Sample(uid)))
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }
}
