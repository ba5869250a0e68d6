// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A client that does what it is told holds the view, and after all was told the mailbox, whatever happens in which order. */
class EverySessionTest {
    /** Something that happens: in the mailbox, or that the session does. */
    private enum Event {
        ARRIVES,
        CHANGES,
        GOES,
        SYNCHRONISES_WITHOUT_EXPUNGES,
        SYNCHRONISES,
        RELEASES
    }

    private record Step(Event event, int which) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(Event.values()), Arbitraries.integers().between(0, 50))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 2_000)
    void theClientHoldsTheViewAndAtTheEndTheMailbox(@ForAll("histories") List<Step> history) {
        World world = new World();
        for (Step step : history) {
            world.happens(step);
            world.check();
        }
        world.tell(world.view.apply(world.changes(), true));
        world.check();
        assertThat(world.client).containsExactlyElementsOf(world.mailbox.keySet());
    }

    /** The mailbox, kept naively; the view; and what a client makes of what it is told. */
    private static final class World {
        private final TreeMap<Long, Long> mailbox = new TreeMap<>();
        private final TreeMap<Long, Long> vanished = new TreeMap<>();
        private final MailboxView view;
        private final List<Long> client = new ArrayList<>();
        private long uidNext = 1;
        private long modSeq = 1;

        World() {
            for (int i = 0; i < 5; i++) {
                arrive();
            }
            client.addAll(mailbox.keySet());
            view = new MailboxView(of(mailbox.keySet()), modSeq);
        }

        void happens(Step step) {
            switch (step.event) {
                case ARRIVES -> arrive();
                case CHANGES -> any(step).ifPresent(uid -> mailbox.put(uid, ++modSeq));
                case GOES ->
                    any(step).ifPresent(uid -> {
                        mailbox.remove(uid);
                        vanished.put(uid, ++modSeq);
                    });
                case SYNCHRONISES_WITHOUT_EXPUNGES -> tell(view.apply(changes(), false));
                case SYNCHRONISES -> tell(view.apply(changes(), true));
                case RELEASES -> tell(view.releaseExpunges());
            }
        }

        private void arrive() {
            uidNext += modSeq % 3;
            mailbox.put(uidNext++, ++modSeq);
        }

        private Optional<Long> any(Step step) {
            return mailbox.keySet().stream()
                    .skip(step.which % Math.max(1, mailbox.size()))
                    .findFirst();
        }

        ViewChanges changes() {
            long since = view.modSeq();
            TreeSet<Long> changed = new TreeSet<>(mailbox.keySet());
            changed.removeIf(uid -> mailbox.getOrDefault(uid, 0L) <= since);
            TreeSet<Long> gone = new TreeSet<>(vanished.keySet());
            gone.removeIf(uid -> vanished.getOrDefault(uid, 0L) <= since);
            return new ViewChanges(of(changed), of(gone), mailbox.size(), modSeq);
        }

        /** Obeys as RFC 9051 7.5.1 says; new messages are looked up in the view, as FETCH UID would tell them. */
        void tell(ViewUpdate update) {
            for (long number : update.expunged()) {
                assertThat(number).isBetween(1L, (long) client.size());
                client.remove((int) number - 1);
            }
            if (update.exists().isPresent()) {
                long exists = update.exists().getAsLong();
                assertThat(exists).isGreaterThan(client.size());
                for (long number = client.size() + 1L; number <= exists; number++) {
                    client.add(view.uidOf(number));
                }
            }
            assertThat(update.changed().stream().boxed()).allMatch(client::contains);
        }

        void check() {
            assertThat(view.uids().stream().boxed()).containsExactlyElementsOf(client);
            assertThat(view.exists()).isEqualTo(client.size());
            for (int i = 0; i < client.size(); i++) {
                assertThat(view.numberOf(client.get(i))).isEqualTo(i + 1L);
                assertThat(view.uidOf(i + 1L)).isEqualTo(client.get(i));
            }
            assertThat(view.select(SequenceSet.of(NumberRanges.of(client.size() + 1L)), false))
                    .isEmpty();
        }

        private static NumberRanges of(Iterable<Long> uids) {
            List<Long> list = new ArrayList<>();
            uids.forEach(list::add);
            return NumberRanges.of(list.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
