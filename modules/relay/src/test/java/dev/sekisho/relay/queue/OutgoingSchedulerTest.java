// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import static dev.sekisho.relay.queue.RelayFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.AddressPattern;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.dns.DnsLookup.Mx;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.SelfSignedKey;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutgoingSchedulerTest {
    private static final SelfSignedKey KEY = SelfSignedKey.made();
    private static final SelfSignedKey OTHER = SelfSignedKey.made();

    @TempDir
    Path folder;

    private final FakeSmtpServer server = FakeSmtpServer.playing(CompliantScript.server());
    private RelayFixture post;

    @AfterEach
    void close() {
        post.close();
        server.close();
    }

    private void throughSmarthost(RouteDemand demand) {
        post = new RelayFixture(folder, RelayFixture.smarthost(server, demand));
        post.names.address("hop.example", "127.0.0.1");
    }

    private void awaitStatus(RecipientStatus status) {
        await(
                status.text(),
                () -> post.waiting().stream()
                        .anyMatch(
                                each -> each.status() == status && each.reason().isPresent()));
    }

    private void awaitEmpty() {
        await("an empty queue", () -> post.waiting().isEmpty());
    }

    @Test
    void whatIsAcceptedArrivesOverAPinnedConnectionWithALogin() {
        server.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example", "b@away.example");
        awaitEmpty();
        assertThat(server.messages()).containsExactly("Subject: hello\r\nX-Trace: 42\r\n\r\nhello\r\n");
        assertThat(server.heard()).contains("RCPT TO:<a@far.example> ORCPT=rfc822;alias+2B1@us.example");
        assertThat(post.notices).isEmpty();
    }

    @Test
    void aStoreThatCannotKeepThatAKeyWasSeenHoldsNoMail() {
        server.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.onSeen(() -> {
            throw new StoreUnavailableException("not now", null);
        });
        post.pin(KEY.pin());
        post.send("a@far.example");
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void whatAFaultOfOursHasStoppedIsTriedAgain() {
        server.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.onSeen(() -> {
            throw new IllegalStateException("a fault");
        });
        post.pin(KEY.pin());
        post.send("a@far.example");
        awaitStatus(RecipientStatus.WAITING);
        post.onSeen(() -> {});
        post.turnClock(Duration.ofHours(1));
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void anotherKeyHoldsTheMailUntilItIsPinned() {
        server.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        awaitStatus(RecipientStatus.UNMET);
        OutgoingRecipient held = post.waiting().get(0);
        assertThat(held.presented()).contains(OTHER.pin());
        assertThat(held.expected()).containsExactly(KEY.pin());
        assertThat(held.reason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("4.7.5"));
        post.pin(KEY.pin(), OTHER.pin());
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
        assertThat(server.peers().get(0).heard()).containsExactly("EHLO us.example", "STARTTLS");
        assertThat(post.notices).isEmpty();
    }

    @Test
    void aHeldDestinationIsNotHammered() {
        server.play(CompliantScript.server().startTls(OTHER));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        for (int i = 0; i < 5; i++) {
            post.send("a@far.example");
            await("held", () -> post.waiting().stream().allMatch(each -> each.status() == RecipientStatus.UNMET));
        }
        assertThat(server.peers()).hasSize(1);
        assertThat(post.waiting()).hasSize(5).allMatch(each -> each.presented().isPresent());
    }

    @Test
    void whatIsHeldTooLongGoesBackToItsSender() {
        server.play(CompliantScript.server());
        throughSmarthost(RouteDemand.REQUIRED);
        post.send("a@far.example");
        awaitStatus(RecipientStatus.UNMET);
        post.turnClock(Duration.ofHours(5));
        await("a warning", () -> post.notices.size() == 1);
        assertThat(post.notices.get(0).getValue()).contains("Action: delayed", "Status: 4.7.5", "Will-Retry-Until:");
        post.turnClock(Duration.ofDays(5));
        awaitEmpty();
        assertThat(post.notices).hasSize(2);
        assertThat(post.notices.get(1).getValue()).contains("Action: failed", "Status: 5.7.5");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void aRefusalIsToldWithTheHeaderOfTheMessage() {
        server.play(CompliantScript.server().answering("RCPT TO:<b@", "550 5.1.1 no b here"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example", "b@far.example");
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
        assertThat(post.notices).hasSize(1);
        assertThat(post.notices.get(0).getKey()).isEqualTo("us@us.example");
        assertThat(post.notices.get(0).getValue())
                .contains(
                        "Final-Recipient: rfc822; b@far.example",
                        "Original-Recipient: rfc822;alias+1@us.example",
                        "Original-Envelope-Id: QQ1",
                        "Status: 5.1.1",
                        "Remote-MTA: dns; hop.example",
                        "Diagnostic-Code: smtp; 550 5.1.1 no b here",
                        "X-Trace: 42",
                        "Auto-Submitted: auto-replied")
                .doesNotContain("a@far.example", "\r\nhello");
    }

    @Test
    void theWholeMessageIsReturnedWhereItsSenderAskedForThat() {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 no"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.returning("FULL");
        post.send("a@far.example");
        awaitEmpty();
        assertThat(post.notices.get(0).getValue())
                .contains("Content-Type: message/rfc822", "X-Trace: 42\r\n\r\nhello\r\n");
    }

    @Test
    void aNoticeThatCannotBeKeptKeepsTheRecipient() {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 no"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.failingPostbox(true);
        post.send("a@far.example");
        await("a refusal", () -> server.heard().stream().anyMatch(line -> line.startsWith("RCPT")));
        await("back in the queue", () -> post.waiting().get(0).status() == RecipientStatus.WAITING);
        post.failingPostbox(false);
        post.turnClock(Duration.ofMinutes(2));
        awaitEmpty();
        assertThat(post.notices).hasSize(1);
    }

    @Test
    void nobodyIsToldOfAMessageFromNobody() {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 no"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send(Optional.empty(), Optional.empty(), "a@far.example");
        awaitEmpty();
        assertThat(post.notices).isEmpty();
        assertThat(server.heard()).anyMatch(line -> line.startsWith("MAIL FROM:<>"));
    }

    @Test
    void whoWantsNoNoticeGetsNone() {
        server.play(CompliantScript.server().answering("RCPT", "550 5.1.1 no"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send(Optional.of("us@us.example"), Optional.of("NEVER"), "a@far.example");
        awaitEmpty();
        assertThat(post.notices).isEmpty();
    }

    @Test
    void successIsToldWhereTheNextServerWillNot() {
        server.play(CompliantScript.server().without("DSN"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send(Optional.of("us@us.example"), Optional.of("SUCCESS"), "a@far.example");
        awaitEmpty();
        assertThat(post.notices).hasSize(1);
        assertThat(post.notices.get(0).getValue()).contains("Action: relayed");
    }

    @Test
    void aPassingRefusalIsTriedAgainInTime() {
        server.play(CompliantScript.server().answering("RCPT", "450 4.2.1 not now"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        OutgoingRecipient waiting = post.waiting().get(0);
        assertThat(waiting.status()).isEqualTo(RecipientStatus.WAITING);
        assertThat(waiting.reason()).contains("450 4.2.1 not now");
        server.play(CompliantScript.server());
        post.turnClock(Duration.ofMinutes(6));
        awaitEmpty();
        assertThat(server.messages()).contains("Subject: hello\r\nX-Trace: 42\r\n\r\nhello\r\n");
        assertThat(post.notices).isEmpty();
    }

    @Test
    void deathBehindTheFinalDotIsTriedAgain() {
        server.play(CompliantScript.server().answering(".", "close"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        server.play(CompliantScript.server());
        post.turnClock(Duration.ofMinutes(6));
        awaitEmpty();
        assertThat(server.messages()).hasSize(2);
    }

    /** For longer than two looks for what strays. */
    @Test
    void aMessageThatIsUnderWayForLongIsNotBegunASecondTime() {
        server.play(CompliantScript.server().answering(".", "stall"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void theOperatorsRetryWaitsForNoBackOff() {
        server.play(peer -> {});
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        long id = post.send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        server.play(CompliantScript.server());
        assertThat(post.outgoing.admin().retry(post.whole(id), Instant.parse("2026-05-01T12:00:00Z")))
                .isEqualTo(new OutgoingAdmin.Done(1, 0));
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void theOperatorsBounceTellsTheSender() {
        server.play(CompliantScript.server().answering("RCPT", "450 4.2.1 not now"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        long id = post.send("a@far.example");
        await("tried", () -> post.waiting().get(0).attempts() == 1);
        post.outgoing.admin().bounce(post.whole(id), Instant.parse("2026-05-01T12:00:00Z"));
        awaitEmpty();
        assertThat(post.notices.get(0).getValue()).contains("Action: failed", "operator");
    }

    @Test
    void whatIsSentBackIsNotSentWithTheOtherRecipients() {
        server.play(CompliantScript.server().answering("RCPT", "450 4.2.1 not now"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        long id = post.send("a@far.example", "b@far.example");
        await("tried", () -> post.waiting().stream().allMatch(each -> each.attempts() == 1));
        server.play(CompliantScript.server());
        OutgoingMessage message = post.whole(id).get(0);
        post.outgoing.admin().bounce(List.of(message.with(message.recipients().subList(0, 1))), post.now());
        post.turnClock(Duration.ofHours(1));
        awaitEmpty();
        assertThat(server.heard())
                .filteredOn(line -> line.startsWith("RCPT TO:<b@"))
                .hasSize(2);
        assertThat(server.heard())
                .filteredOn(line -> line.startsWith("RCPT TO:<a@"))
                .hasSize(1);
        assertThat(post.notices).hasSize(1);
        assertThat(post.notices.get(0).getValue()).contains("Final-Recipient: rfc822; a@far.example", "operator");
    }

    @Test
    void whatIsHeldWhileItIsUnderWayIsHeldThen() {
        CountDownLatch said = new CountDownLatch(1);
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250 hop");
            peer.line();
            said.await();
            peer.say("450 4.2.1 not now");
            peer.stall();
        });
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        long id = post.send("a@far.example");
        await("under way", () -> server.heard().stream().anyMatch(line -> line.startsWith("MAIL")));
        assertThat(post.outgoing.admin().hold(post.whole(id))).isEqualTo(new OutgoingAdmin.Done(0, 1));
        said.countDown();
        awaitStatus(RecipientStatus.ON_HOLD);
        assertThat(post.waiting().get(0).reason()).contains("450 4.2.1 not now");
        server.play(CompliantScript.server());
        post.outgoing.admin().release(post.whole(id), post.now());
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void connectionsAreReused() {
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        for (int i = 0; i < 20; i++) {
            post.send("a" + i + "@far.example");
        }
        awaitEmpty();
        assertThat(server.messages()).hasSize(20);
        assertThat(server.peers().size()).isLessThan(20);
    }

    @Test
    void theSecondServerIsAskedWhenTheFirstIsDown() {
        post = new RelayFixture(folder, RelayFixture.mx(server));
        post.names.mx("far.example", new Mx(10, "mx1.far.example"), new Mx(20, "mx2.far.example"));
        post.names.address("mx1.far.example", "127.0.0.77").address("mx2.far.example", "127.0.0.1");
        post.send("a@far.example");
        awaitEmpty();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void wherePort25OfUnrelatedServersCannotBeReachedTheQueueSaysThatItAppearsBlocked() {
        post = new RelayFixture(folder, RelayFixture.mx(server));
        server.close();
        int network = 1;
        for (String domain : List.of("one.example", "two.example", "three.example")) {
            post.names.mx(domain, new Mx(10, "mx." + domain)).address("mx." + domain, "127." + network++ + ".0.1");
            post.send("a@" + domain);
            await(
                    "tried " + domain,
                    () -> post.waiting().stream()
                            .allMatch(each -> each.attempts() == 1 && each.status() == RecipientStatus.WAITING));
        }
        assertThat(post.waiting())
                .filteredOn(each -> each.reason().orElse("").endsWith(OutgoingSummary.PORT_BLOCKED))
                .extracting(OutgoingRecipient::address)
                .containsExactly("a@three.example");
        assertThat(post.outgoing.admin().summary().blocked()).isTrue();
        post.turnClock(Duration.ofMinutes(6));
        await(
                "all say so",
                () -> post.waiting().stream()
                        .allMatch(each -> each.reason().orElse("").endsWith(OutgoingSummary.PORT_BLOCKED)));
        assertThat(post.notices).isEmpty();
    }

    @Test
    void aBlockedPortIsNotWhatHoldsTheMailOfASmarthostThatWasReached() {
        try (FakeSmtpServer hop = FakeSmtpServer.playing(CompliantScript.server())) {
            Route through = new Route(
                    "provider",
                    List.of(),
                    List.of(new AddressPattern("held.example")),
                    new NextHop.Smarthost("hop.example", hop.address().getPort(), NextHop.Tls.STARTTLS),
                    RouteDemand.REQUIRED,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            post = new RelayFixture(
                    folder,
                    new Routes(List.of(through, RelayFixture.mx(server).routes().get(0))));
            post.names.address("hop.example", "127.0.0.1");
            server.close();
            int network = 1;
            for (String domain : List.of("one.example", "two.example", "three.example")) {
                post.names.mx(domain, new Mx(10, "mx." + domain)).address("mx." + domain, "127." + network++ + ".0.1");
                post.send("a@" + domain);
            }
            awaitBlocked();
            post.send("a@held.example");
            await(
                    "tried",
                    () -> post.waiting().stream().allMatch(each -> each.reason().isPresent()));
            assertThat(post.waiting())
                    .filteredOn(each -> each.address().equals("a@held.example"))
                    .allMatch(each -> each.status() == RecipientStatus.UNMET)
                    .extracting(each -> each.reason().orElseThrow())
                    .singleElement()
                    .asString()
                    .startsWith("4.7.5")
                    .doesNotContain(OutgoingSummary.PORT_BLOCKED);
        }
    }

    private void awaitBlocked() {
        await("a blocked port", () -> post.outgoing.admin().summary().blocked());
    }

    @Test
    void manyDomainsOfOneServerThatIsDownAreNoBlockedPort() {
        post = new RelayFixture(folder, RelayFixture.mx(server));
        server.close();
        for (String domain : List.of("one.example", "two.example", "three.example", "four.example")) {
            post.names.mx(domain, new Mx(10, "mx." + domain)).address("mx." + domain, "127.0.0.1");
            post.send("a@" + domain);
            await(
                    "tried " + domain,
                    () -> post.waiting().stream().allMatch(each -> each.reason().isPresent()));
        }
        assertThat(post.outgoing.admin().summary().blocked()).isFalse();
    }

    @Test
    void aDomainThatTakesNoMailIsToldAtOnce() {
        post = new RelayFixture(folder, RelayFixture.mx(server));
        post.names.mx("far.example", new Mx(0, ""));
        post.send("a@far.example");
        awaitEmpty();
        assertThat(post.notices.get(0).getValue())
                .contains("Status: 5.1.10", "takes no mail")
                .as("what no server has said is no diagnostic of one")
                .doesNotContain("Diagnostic-Code", "Remote-MTA");
    }

    @Test
    void aLongRefusalIsCutInTheNoticeWhoseLinesAnyServerTakes() {
        String line = "x".repeat(2_000);
        server.play(CompliantScript.server().answering("RCPT", ("550-" + line + "\r\n").repeat(40) + "550 5.1.1 no"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.send("a@far.example");
        awaitEmpty();
        assertThat(post.notices.get(0).getValue().lines()).allMatch(each -> each.length() <= 998);
        assertThat(post.notices.get(0).getValue()).contains("Status: 5.1.1", "x...\r\n");
    }

    @Test
    void aSuccessThatCannotBeToldIsToldLaterAndDeliveredOnce() {
        server.play(CompliantScript.server().without("DSN"));
        throughSmarthost(RouteDemand.OPPORTUNISTIC);
        post.failingPostbox(true);
        post.send(Optional.of("us@us.example"), Optional.of("SUCCESS"), "a@far.example");
        await("refused notice", () -> post.refused() > 0);
        post.failingPostbox(false);
        post.turnClock(Duration.ofMinutes(2));
        awaitEmpty();
        assertThat(post.notices).hasSize(1);
        assertThat(post.notices.get(0).getValue()).contains("Action: relayed");
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void aPinnedKeyDoesNotReleaseWhatIsHeldForACertificate() {
        server.play(CompliantScript.server().startTls(KEY));
        throughSmarthost(RouteDemand.VERIFIED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        awaitStatus(RecipientStatus.UNMET);
        OutgoingRecipient held = post.waiting().get(0);
        assertThat(held.presented()).isEmpty();
        assertThat(held.expected()).isEmpty();
        assertThat(held.reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("correct the server's certificate", "change the demand"));
        assertThat(server.peers()).hasSize(1);
    }

    @Test
    void aConnectionThatIsKeptEndsWithThePinOfItsServer() throws InterruptedException {
        server.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin(), OTHER.pin());
        post.send("a@far.example");
        awaitEmpty();
        post.pin(OTHER.pin());
        post.send("b@far.example");
        awaitStatus(RecipientStatus.UNMET);
        server.peers().get(0).awaitEnd();
        assertThat(server.peers()).hasSize(2);
        assertThat(server.peers().get(1).heard()).containsExactly("EHLO us.example", "STARTTLS");
        assertThat(server.heard()).filteredOn(line -> line.startsWith("MAIL")).hasSize(1);
        assertThat(server.messages()).hasSize(1);
    }
}
