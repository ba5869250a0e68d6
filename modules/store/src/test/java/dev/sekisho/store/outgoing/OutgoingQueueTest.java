// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.SmallBody;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.sql.StoreNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutgoingQueueTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Pin PRESENTED = Pin.ofSpki(new byte[] {1});
    private static final Pin EXPECTED = Pin.ofSpki(new byte[] {2});

    @FunctionalInterface
    private interface Scene {
        void play(Store store, OutgoingQueue outgoing, NodeLease node) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            OutgoingQueue outgoing = new OutgoingQueue(store.database());
            scene.play(store, outgoing, outgoing.node());
        }
    }

    private static int accept(Store store, OutgoingQueue outgoing, String name, String... recipients) {
        return outgoing.accept(
                new NewOutgoingMessage(
                        name,
                        Optional.of("us@us.example"),
                        Optional.of("login@us.example"),
                        Optional.of("HDRS"),
                        Optional.empty(),
                        NOW,
                        NOW.plus(Duration.ofDays(5)),
                        Arrays.stream(recipients)
                                .map(address -> new NewOutgoingMessage.Recipient(
                                        address,
                                        Optional.of("FAILURE"),
                                        Optional.empty(),
                                        "default",
                                        address.substring(address.indexOf('@') + 1)))
                                .toList()),
                SmallBody.in(store.database()));
    }

    private static Map<Long, RecipientUpdate> each(
            TakenRecipients group, Function<OutgoingRecipient, RecipientUpdate> update) {
        Map<Long, RecipientUpdate> updates = new HashMap<>();
        group.message().recipients().forEach(recipient -> updates.put(recipient.id(), update.apply(recipient)));
        return updates;
    }

    private static RecipientUpdate delivered() {
        return RecipientUpdate.delivered(Optional.of("mx.example"), "250 ok");
    }

    private static RecipientUpdate held(Instant next) {
        return RecipientUpdate.unmet(
                Optional.of("mx.example"),
                "another key",
                new RecipientUpdate.KeyMismatch(Optional.of(PRESENTED), List.of(EXPECTED)),
                new RecipientUpdate.Retry(next, 1, false));
    }

    private static List<TakenRecipients> take(OutgoingQueue outgoing, NodeLease node, Instant now) {
        return outgoing.take(node, now, Set.of(), 100);
    }

    private static List<OutgoingMessage> whole(OutgoingQueue outgoing, long id) {
        return outgoing.admin().find(id).stream().toList();
    }

    private static List<OutgoingMessage> list(OutgoingQueue outgoing) {
        return outgoing.admin().page(0, 1_000);
    }

    private static long bodies(Store store) {
        return store.database().read(sql -> sql.number("SELECT COUNT(*) FROM bodies"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void takesRecipientsByMessageAndDestination(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example", "c@x.example");
            List<TakenRecipients> taken = take(outgoing, node, NOW);
            assertThat(taken).extracting(TakenRecipients::destination).containsExactly("x.example", "y.example");
            assertThat(taken.get(0).message().recipients())
                    .extracting(OutgoingRecipient::address)
                    .containsExactly("a@x.example", "c@x.example");
            assertThat(taken.get(0).message().submitter()).contains("login@us.example");
            assertThat(take(outgoing, node, NOW)).isEmpty();
        });
    }

    /** Has room for one destination, and keeps what it is given. */
    private static final class DispatcherToOne implements ImmediateDispatcher {
        private final NodeLease node;
        private final String destination;
        private final List<TakenRecipients> taken = new ArrayList<>();

        DispatcherToOne(NodeLease node, String destination) {
            this.node = node;
            this.destination = destination;
        }

        @Override
        public Optional<String> nodeFor(RouteDestination asked) {
            return asked.destination().equals(destination) ? Optional.of(node.id()) : Optional.empty();
        }

        @Override
        public void take(TakenRecipients group) {
            taken.add(group);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatThereIsRoomForIsTakenByTheCommitThatKeepsItAndTheRestWaits(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            DispatcherToOne dispatcher = new DispatcherToOne(node, "x.example");
            List<String> rung = new ArrayList<>();
            outgoing.sendAtOnceBy(dispatcher);
            try (StoreNotifications.Subscription listening = outgoing.onChange(() -> rung.add("something waits"))) {
                assertThat(accept(store, outgoing, "one", "a@x.example", "b@y.example", "c@x.example"))
                        .isEqualTo(3);
                assertThat(rung).isNotEmpty();
            }
            OutgoingMessage listed = list(outgoing).get(0);
            assertThat(listed.recipients())
                    .extracting(OutgoingRecipient::status)
                    .containsExactly(RecipientStatus.TAKEN, RecipientStatus.WAITING, RecipientStatus.TAKEN);
            assertThat(dispatcher.taken).hasSize(1);
            TakenRecipients group = dispatcher.taken.get(0);
            assertThat(group.message())
                    .isEqualTo(listed.with(List.of(
                            listed.recipients().get(0), listed.recipients().get(2))));
            assertThat(take(outgoing, node, NOW))
                    .extracting(TakenRecipients::destination)
                    .containsExactly("y.example");
            assertThat(outgoing.write(group, each(group, recipient -> delivered())))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsTakenAsItComesInIsHandedOverOnceAndNotForwardedIfItIsKnown(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            DispatcherToOne dispatcher = new DispatcherToOne(node, "x.example");
            outgoing.sendAtOnceBy(dispatcher);
            accept(store, outgoing, "one", "a@x.example");
            assertThat(accept(store, outgoing, "one", "a@x.example")).isZero();
            assertThat(dispatcher.taken).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatADeadNodeTookAsItCameInWaitsAgain(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            outgoing.sendAtOnceBy(new DispatcherToOne(node, "x.example"));
            accept(store, outgoing, "one", "a@x.example");
            node.leave();
            assertThat(take(outgoing, outgoing.node(), NOW)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void goesWithItsBodyWhenAllIsDone(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example");
            List<TakenRecipients> taken = take(outgoing, node, NOW);
            assertThat(outgoing.write(taken.get(0), each(taken.get(0), recipient -> delivered())))
                    .isTrue();
            assertThat(list(outgoing).get(0).recipients())
                    .extracting(OutgoingRecipient::status)
                    .containsExactly(RecipientStatus.DELIVERED, RecipientStatus.TAKEN);
            assertThat(store.bodies().findUnreferenced()).isZero();
            outgoing.write(
                    taken.get(1), each(taken.get(1), recipient -> RecipientUpdate.failed(Optional.empty(), "550 no")));
            assertThat(list(outgoing)).isEmpty();
            assertThat(bodies(store)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSameNameWithTheSameRecipientIsTakenOnce(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            assertThat(accept(store, outgoing, "one", "a@x.example")).isEqualTo(1);
            assertThat(accept(store, outgoing, "one", "a@x.example", "b@x.example"))
                    .isEqualTo(1);
            assertThat(accept(store, outgoing, "one", "a@x.example")).isZero();
            assertThat(accept(store, outgoing, "two", "a@x.example")).isEqualTo(1);
            assertThat(list(outgoing)).hasSize(3);
            assertThat(bodies(store)).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void alsoAfterItWasDelivered(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            outgoing.write(taken, each(taken, recipient -> delivered()));
            assertThat(accept(store, outgoing, "one", "a@x.example")).isZero();
            outgoing.forgetOldNames(NOW.plus(OutgoingQueue.KEYS_LAST).plusSeconds(1));
            assertThat(accept(store, outgoing, "one", "a@x.example")).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWaitsIsTakenWhenItIsDue(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            Instant next = NOW.plusSeconds(300);
            outgoing.write(
                    taken,
                    each(
                            taken,
                            recipient -> RecipientUpdate.waiting(
                                    Optional.of("mx.example"), "451 later", new RecipientUpdate.Retry(next, 1, true))));
            assertThat(take(outgoing, node, NOW.plusSeconds(299))).isEmpty();
            OutgoingRecipient again =
                    take(outgoing, node, next).get(0).message().recipients().get(0);
            assertThat(again.attempts()).isEqualTo(1);
            assertThat(again.warned()).isTrue();
            assertThat(again.reason()).contains("451 later");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void busyDestinationsAreLeftAlone(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example");
            assertThat(outgoing.take(node, NOW, Set.of("x.example"), 10))
                    .extracting(TakenRecipients::destination)
                    .containsExactly("y.example");
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsHeldShowsTheKeysAndGoesWhenTheKeyWillDo(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            outgoing.write(taken, each(taken, recipient -> held(NOW.plusSeconds(3_600))));
            OutgoingRecipient shown = list(outgoing).get(0).recipients().get(0);
            assertThat(shown.status()).isEqualTo(RecipientStatus.UNMET);
            assertThat(shown.presented()).contains(PRESENTED);
            assertThat(shown.expected()).containsExactly(EXPECTED);
            assertThat(take(outgoing, node, NOW.plusSeconds(60))).isEmpty();
            OutgoingQueue.HeldFor reason = outgoing.heldFor().get(0);
            assertThat(reason).isEqualTo(new OutgoingQueue.HeldFor("default", "x.example", "mx.example", PRESENTED));
            assertThat(outgoing.release(reason, NOW)).isEqualTo(1);
            assertThat(take(outgoing, node, NOW)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsHeldIsLookedAtAgainInTime(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            outgoing.write(taken, each(taken, recipient -> held(NOW.plusSeconds(3_600))));
            assertThat(take(outgoing, node, NOW.plusSeconds(3_600))).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theOperatorHoldsReleasesBouncesAndRemoves(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example");
            long id = list(outgoing).get(0).id();
            assertThat(outgoing.admin().hold(whole(outgoing, id))).isEqualTo(new OutgoingAdmin.Done(2, 0));
            assertThat(take(outgoing, node, NOW.plus(Duration.ofDays(9)))).isEmpty();
            assertThat(outgoing.admin().retry(whole(outgoing, id), NOW)).isEqualTo(new OutgoingAdmin.Done(0, 0));
            assertThat(outgoing.admin().release(whole(outgoing, id), NOW)).isEqualTo(new OutgoingAdmin.Done(2, 0));
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            assertThat(outgoing.admin().remove(whole(outgoing, id))).isEqualTo(new OutgoingAdmin.Done(0, 0));
            outgoing.write(taken, each(taken, recipient -> held(NOW)));
            assertThat(outgoing.admin().bounce(whole(outgoing, id), NOW)).isEqualTo(new OutgoingAdmin.Done(1, 0));
            assertThat(take(outgoing, node, NOW)
                            .get(0)
                            .message()
                            .recipients()
                            .get(0)
                            .bounced())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatGoesBackIsNotTakenWithWhatIsSent(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@x.example");
            OutgoingMessage message = list(outgoing).get(0);
            outgoing.admin().bounce(List.of(message.with(message.recipients().subList(0, 1))), NOW);
            assertThat(take(outgoing, node, NOW))
                    .hasSize(2)
                    .allSatisfy(
                            group -> assertThat(group.message().recipients()).hasSize(1));
        });
    }

    private static RecipientUpdate later() {
        return RecipientUpdate.waiting(
                Optional.of("mx.example"), "451 later", new RecipientUpdate.Retry(NOW, 1, false));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsUnderWayIsHeldIfItIsNotDelivered(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example", "c@z.example");
            long id = list(outgoing).get(0).id();
            List<TakenRecipients> taken = outgoing.take(node, NOW, Set.of("z.example"), 10);
            assertThat(outgoing.admin().hold(whole(outgoing, id))).isEqualTo(new OutgoingAdmin.Done(1, 2));
            assertThat(list(outgoing).get(0).recipients())
                    .filteredOn(each -> each.status() == RecipientStatus.TAKEN)
                    .hasSize(2)
                    .allMatch(OutgoingRecipient::stopping);
            outgoing.write(taken.get(0), each(taken.get(0), recipient -> later()));
            outgoing.write(taken.get(1), each(taken.get(1), recipient -> delivered()));
            assertThat(list(outgoing).get(0).recipients())
                    .extracting(OutgoingRecipient::status)
                    .containsExactly(RecipientStatus.ON_HOLD, RecipientStatus.DELIVERED, RecipientStatus.ON_HOLD);
            assertThat(list(outgoing).get(0).recipients().get(0).reason()).contains("451 later");
            assertThat(take(outgoing, node, NOW.plus(Duration.ofDays(9)))).isEmpty();
            assertThat(outgoing.admin().release(whole(outgoing, id), NOW)).isEqualTo(new OutgoingAdmin.Done(2, 0));
            for (TakenRecipients again : take(outgoing, node, NOW)) {
                outgoing.write(again, each(again, recipient -> later()));
            }
            assertThat(take(outgoing, node, NOW)).as("held once, not for ever").hasSize(2);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWouldBeHeldForAKeyIsHeldByTheOperatorThen(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            outgoing.admin().hold(whole(outgoing, taken.message().id()));
            outgoing.write(taken, each(taken, recipient -> held(NOW)));
            assertThat(list(outgoing).get(0).recipients().get(0).status()).isEqualTo(RecipientStatus.ON_HOLD);
            assertThat(outgoing.heldFor()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatADeadNodeWasAtIsHeldIfItWasToBe(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            outgoing.admin().hold(whole(outgoing, taken.message().id()));
            node.leave();
            assertThat(list(outgoing).get(0).recipients().get(0).status()).isEqualTo(RecipientStatus.ON_HOLD);
            assertThat(take(outgoing, outgoing.node(), NOW)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsReleasedWhileItIsUnderWayIsTriedAgainAsEver(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            outgoing.admin().hold(whole(outgoing, taken.message().id()));
            assertThat(outgoing.admin().release(whole(outgoing, taken.message().id()), NOW))
                    .isEqualTo(new OutgoingAdmin.Done(1, 0));
            outgoing.write(taken, each(taken, recipient -> later()));
            assertThat(take(outgoing, node, NOW)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRemovedIsGoneWithItsBody(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example");
            assertThat(outgoing.admin().remove(list(outgoing))).isEqualTo(new OutgoingAdmin.Done(2, 0));
            assertThat(list(outgoing)).isEmpty();
            assertThat(bodies(store)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aNodeThatLeftHasNoSayAnyMore(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example");
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            node.leave();
            NodeLease other = outgoing.node();
            assertThat(take(outgoing, other, NOW)).hasSize(1);
            assertThat(outgoing.write(taken, each(taken, recipient -> delivered())))
                    .isFalse();
            assertThat(list(outgoing)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void norDoesItFreeWhatAnotherOneSendsNow(Engine engine) throws Exception {
        for (RecipientUpdate late : List.of(later(), held(NOW))) {
            on(engine, (store, outgoing, node) -> {
                accept(store, outgoing, "one", "a@x.example", "b@x.example");
                TakenRecipients taken = take(outgoing, node, NOW).get(0);
                node.leave();
                NodeLease other = outgoing.node();
                TakenRecipients again = take(outgoing, other, NOW).get(0);
                assertThat(outgoing.write(taken, each(taken, recipient -> late)))
                        .isFalse();
                assertThat(take(outgoing, other, NOW)).isEmpty();
                assertThat(outgoing.write(again, each(again, recipient -> delivered())))
                        .isTrue();
                assertThat(list(outgoing)).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMessageWhoseDestinationsEndAtOnceLeavesNothingBehind(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            for (int number = 0; number < 30; number++) {
                accept(store, outgoing, "mail-" + number, "a@x.example", "b@y.example");
                List<Callable<Boolean>> ends = take(outgoing, node, NOW).stream()
                        .<Callable<Boolean>>map(
                                taken -> () -> outgoing.write(taken, each(taken, recipient -> delivered())))
                        .toList();
                for (Future<Boolean> ended : threads.invokeAll(ends)) {
                    assertThat(ended.get()).isTrue();
                }
            }
            threads.shutdown();
            assertThat(list(outgoing)).isEmpty();
            assertThat(bodies(store)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPageHasSoManyMessagesEachWithAllItsRecipients(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            accept(store, outgoing, "one", "a@x.example", "b@y.example");
            accept(store, outgoing, "two", "c@x.example");
            accept(store, outgoing, "three", "d@x.example", "e@x.example");
            List<OutgoingMessage> first = outgoing.admin().page(0, 2);
            assertThat(first).extracting(OutgoingMessage::name).containsExactly("one", "two");
            assertThat(first.get(0).recipients())
                    .extracting(OutgoingRecipient::address)
                    .containsExactly("a@x.example", "b@y.example");
            List<OutgoingMessage> rest = outgoing.admin().page(first.get(1).id(), 2);
            assertThat(rest).extracting(OutgoingMessage::name).containsExactly("three");
            assertThat(rest.get(0).recipients()).hasSize(2);
            assertThat(outgoing.admin().page(rest.get(0).id(), 2)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSummaryCountsRecipientsAndTellsOfABlockedPort(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            assertThat(outgoing.admin().summary()).isEqualTo(new OutgoingSummary(Map.of(), Optional.empty(), false));
            accept(store, outgoing, "one", "a@x.example", "b@y.example");
            assertThat(outgoing.admin().summary())
                    .isEqualTo(new OutgoingSummary(Map.of(RecipientStatus.WAITING, 2L), Optional.of(NOW), false));
            TakenRecipients taken = take(outgoing, node, NOW).get(0);
            String reason = "no route to host; " + OutgoingSummary.PORT_BLOCKED;
            outgoing.write(
                    taken,
                    each(
                            taken,
                            recipient -> RecipientUpdate.waiting(
                                    Optional.of("mx.example"), reason, new RecipientUpdate.Retry(NOW, 1, false))));
            assertThat(outgoing.admin().summary().blocked()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aChangeIsHeardInTheSameProcessAtOnce(Engine engine) throws Exception {
        on(engine, (store, outgoing, node) -> {
            AtomicInteger heard = new AtomicInteger();
            accept(store, outgoing, "one", "a@x.example");
            try (var listening = outgoing.onChange(heard::incrementAndGet)) {
                assertThat(listening).isNotNull();
                // Signals of before may be told of once, for some may have been missed.
                int before = heard.get();
                outgoing.admin().retry(list(outgoing), NOW);
                assertThat(heard.get()).isGreaterThan(before);
            }
        });
    }

    @Test
    void aCommandWakesTheServerOnAnotherNodeAlsoIfItEndsAtOnce() throws Exception {
        try (Engine.Place place = Engine.POSTGRESQL.place();
                Store server = Store.open(place.settings())) {
            OutgoingQueue outgoing = new OutgoingQueue(server.database());
            accept(server, outgoing, "one", "a@x.example");
            Semaphore heard = new Semaphore(0);
            try (var listening = outgoing.onChange(heard::release)) {
                assertThat(listening).isNotNull();
                // Once it has begun to listen it is told, since it may have missed something.
                assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                heard.drainPermits();
                try (Store command = Store.open(place.settings())) {
                    OutgoingAdmin admin = new OutgoingQueue(command.database()).admin();
                    assertThat(admin.retry(admin.page(0, 1), NOW)).isEqualTo(new OutgoingAdmin.Done(1, 0));
                }
                assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
