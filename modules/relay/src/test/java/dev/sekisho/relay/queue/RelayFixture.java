// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.OutboundService;
import dev.sekisho.relay.client.SmtpTimeouts;
import dev.sekisho.relay.destination.FakeDns;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.outgoing.NewOutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.tls.client.ClientTls;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.threeten.extra.MutableClock;

/** A store, what sends from it, and a clock that a test turns. */
final class RelayFixture implements AutoCloseable {
    /** It is renewed, and strays are looked for, once a second. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    final FakeDns names = new FakeDns();
    final List<Map.Entry<String, String>> notices = new CopyOnWriteArrayList<>();
    final Store store;
    final OutgoingQueue outgoing;
    private final OutboundService relaying;
    private final Routes routes;
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);
    private volatile PinSet book = PinSet.EMPTY;
    private volatile boolean postboxFails;
    private volatile Runnable onSeen = () -> {};
    private final AtomicInteger refused = new AtomicInteger();
    private Optional<String> ret = Optional.empty();
    private int number;

    RelayFixture(Path folder, Routes routes) {
        this(folder, routes, Duration.ofSeconds(5));
    }

    /** @param timeout how long servers may take for each step */
    RelayFixture(Path folder, Routes routes, Duration timeout) {
        store = Store.open(new DatabaseSettings.Sqlite(folder.resolve("store.db"), 4, Duration.ofSeconds(10), 0));
        outgoing = new OutgoingQueue(store.database(), LEASE);
        this.routes = routes;
        relaying = new OutboundService(
                store,
                outgoing,
                new RelaySettings(
                        "us.example",
                        routes,
                        route -> Secret.of("secret"),
                        RetrySchedule.DEFAULT,
                        DestinationLimits.DEFAULT),
                new ClientTls(TlsEngine.chosen(), Optional::empty, ClientTls.platformAuthorities()),
                new ServerPins(() -> book, peer -> onSeen.run(), clock),
                names,
                this::post,
                SmtpTimeouts.all(timeout),
                clock);
        relaying.start();
    }

    static Routes smarthost(FakeSmtpServer server, RouteDemand demand) {
        boolean tls = demand.insistsOnTls();
        return new Routes(List.of(new Route(
                "provider",
                List.of(),
                List.of(),
                new NextHop.Smarthost("hop.example", server.address().getPort(), NextHop.Tls.STARTTLS),
                demand,
                tls ? Optional.of(new RouteAuth("us", List.of(AuthMechanism.PLAIN))) : Optional.empty(),
                Optional.empty(),
                List.of())));
    }

    static Routes mx(FakeSmtpServer server) {
        return mx(server, RouteDemand.OPPORTUNISTIC);
    }

    static Routes mx(FakeSmtpServer server, RouteDemand demand) {
        return new Routes(List.of(new Route(
                "default",
                List.of(),
                List.of(),
                new NextHop.Mx(server.address().getPort()),
                demand,
                Optional.empty(),
                Optional.empty(),
                List.of())));
    }

    private String post(String recipient, byte[] message) throws IOException {
        if (postboxFails) {
            refused.incrementAndGet();
            throw new IOException("the postbox is full");
        }
        notices.add(Map.entry(recipient, new String(message, StandardCharsets.UTF_8)));
        return "notice-" + notices.size();
    }

    /** How many notices the postbox did not take. */
    int refused() {
        return refused.get();
    }

    /** What happens when a server has proved to hold a pinned key. */
    void onSeen(Runnable action) {
        onSeen = action;
    }

    void failingPostbox(boolean fails) {
        postboxFails = fails;
    }

    void pin(Pin... pins) {
        book = new PinSet(Arrays.stream(pins)
                .map(pin -> new PinnedPeer(
                        "hop",
                        pin,
                        PinState.ACTIVE,
                        Optional.empty(),
                        PinUse.OUTGOING,
                        List.of("hop.example"),
                        PeerLimits.NONE))
                .toList());
    }

    /** RET of the next messages. */
    void returning(String what) {
        ret = Optional.of(what);
    }

    Instant now() {
        return clock.instant();
    }

    void turnClock(Duration time) {
        clock.add(time);
    }

    /** A message with all its recipients, as the operator means it. */
    List<OutgoingMessage> whole(long id) {
        return outgoing.admin().find(id).stream().toList();
    }

    long send(String... recipients) {
        return send(Optional.of("us@us.example"), Optional.empty(), recipients);
    }

    long send(Optional<String> sender, Optional<String> notices, String... recipients) {
        try (BodyUpload upload = store.bodies().upload()) {
            upload.write("Subject: hello\r\nX-Trace: 42\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8));
            NewOutgoingMessage message = new NewOutgoingMessage(
                    "mail-" + ++number,
                    sender,
                    Optional.empty(),
                    ret,
                    Optional.of("QQ1"),
                    clock.instant(),
                    clock.instant().plus(RetrySchedule.DEFAULT.lifetime()),
                    Arrays.stream(recipients)
                            .map(each -> recipient(sender, notices, each))
                            .toList());
            outgoing.accept(message, upload.finish());
            return newest();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private NewOutgoingMessage.Recipient recipient(Optional<String> sender, Optional<String> notices, String address) {
        Route route = routes.choose(sender, address);
        return new NewOutgoingMessage.Recipient(
                address,
                notices,
                Optional.of("rfc822;alias+2B1@us.example"),
                route.name(),
                route.nextHop().destination(address.substring(address.indexOf('@') + 1)));
    }

    private long newest() {
        List<OutgoingMessage> all = outgoing.admin().page(0, 1_000);
        return all.isEmpty() ? 0 : all.get(all.size() - 1).id();
    }

    List<OutgoingRecipient> waiting() {
        return outgoing.admin().page(0, 1_000).stream()
                .flatMap(each -> each.recipients().stream())
                .toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        relaying.close();
        store.close();
    }
}
