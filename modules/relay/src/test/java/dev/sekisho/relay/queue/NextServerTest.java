// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import static dev.sekisho.relay.queue.RelayFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.dns.DnsLookup.Mx;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.ScriptedConnection;
import dev.sekisho.relay.fake.SelfSignedKey;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked when a server that was reached does not take a message now (RFC 5321 5.1). */
class NextServerTest {
    private static final SelfSignedKey KEY = SelfSignedKey.made();
    private static final SelfSignedKey OTHER = SelfSignedKey.made();

    @TempDir
    Path folder;

    private final FakeSmtpServer first = FakeSmtpServer.playing(CompliantScript.server());
    private final FakeSmtpServer second = first.beside("127.0.0.2", CompliantScript.server());
    private final FakeSmtpServer third = first.beside("127.0.0.3", CompliantScript.server());
    private RelayFixture post;

    @AfterEach
    void close() {
        post.close();
        first.close();
        second.close();
        third.close();
    }

    private void throughMx() {
        post = new RelayFixture(folder, RelayFixture.mx(first));
        post.names
                .mx(
                        "far.example",
                        new Mx(10, "mx1.far.example"),
                        new Mx(20, "mx2.far.example"),
                        new Mx(30, "mx3.far.example"))
                .address("mx1.far.example", "127.0.0.1")
                .address("mx2.far.example", "127.0.0.2")
                .address("mx3.far.example", "127.0.0.3");
    }

    private void throughSmarthost(RouteDemand demand) {
        post = new RelayFixture(folder, RelayFixture.smarthost(first, demand));
        post.names.address("hop.example", "127.0.0.1", "127.0.0.2");
    }

    private void awaitEmpty() {
        await("an empty queue", () -> post.waiting().isEmpty());
    }

    private OutgoingRecipient awaitTried() {
        await(
                "tried",
                () -> post.waiting().stream()
                        .anyMatch(each -> each.attempts() > 0 && each.status() != RecipientStatus.TAKEN));
        return post.waiting().stream()
                .filter(each -> each.attempts() > 0 && each.status() != RecipientStatus.DELIVERED)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 4.3.0 not now",
        "RCPT, 450 4.2.0 greylisted",
        "DATA, 451 4.3.0 not now",
        "., 452 4.3.1 full",
        "MAIL, close",
        "RCPT, close",
        "DATA, close",
        "RCPT, 552 5.5.3 too many"
    })
    void theNextMxIsAskedForWhatTheFirstDoesNotTakeNow(String at, String answer) {
        first.play(CompliantScript.server().without("PIPELINING").answering(at, answer));
        throughMx();
        post.send("a@far.example");
        awaitEmpty();
        assertThat(second.messages()).hasSize(1);
        assertThat(third.peers()).isEmpty();
        assertThat(post.notices).isEmpty();
    }

    @Test
    void theNextServerIsAskedForThoseWithoutAnOutcomeAlone() {
        first.play(CompliantScript.server()
                .answering("RCPT TO:<b@", "450 4.2.0 not now")
                .answering("RCPT TO:<c@", "550 5.1.1 no"));
        throughMx();
        post.send("a@far.example", "b@far.example", "c@far.example");
        awaitEmpty();
        assertThat(first.messages()).hasSize(1);
        assertThat(second.messages()).hasSize(1);
        assertThat(second.heard())
                .filteredOn(line -> line.startsWith("RCPT"))
                .hasSize(1)
                .allMatch(line -> line.contains("<b@"));
        assertThat(post.notices).hasSize(1);
        assertThat(post.notices.get(0).getValue()).contains("c@far.example", "Remote-MTA: dns; mx1.far.example");
    }

    @Test
    void twoServersAreOfferedAMessageAndNoMore() {
        first.play(CompliantScript.server().answering("RCPT", "450 4.2.0 not now"));
        second.play(CompliantScript.server().answering("RCPT", "450 4.2.0 nor here"));
        throughMx();
        post.send("a@far.example");
        OutgoingRecipient tried = awaitTried();
        assertThat(tried.reason()).contains("450 4.2.0 nor here");
        assertThat(tried.host()).contains("mx2.far.example");
        assertThat(tried.attempts()).isEqualTo(1);
        assertThat(third.peers()).isEmpty();
    }

    @Test
    void anAddressWithTwoNamesIsOfferedAMessageOnce() {
        first.play(CompliantScript.server().answering("RCPT", "450 4.2.0 not now"));
        throughMx();
        post.names.address("mx2.far.example", "127.0.0.1");
        post.send("a@far.example");
        awaitEmpty();
        assertThat(first.peers()).hasSize(1);
        assertThat(third.messages()).hasSize(1);
    }

    @Test
    void anAddressIsJudgedByEachOfItsNames() {
        first.play(CompliantScript.server().startTls(KEY));
        post = new RelayFixture(folder, RelayFixture.mx(first, RouteDemand.PINNED));
        post.pin(KEY.pin());
        post.names
                .mx("far.example", new Mx(10, "another.example"), new Mx(20, "hop.example"))
                .address("another.example", "127.0.0.1")
                .address("hop.example", "127.0.0.1");
        post.send("a@far.example");
        awaitEmpty();
        assertThat(first.messages()).hasSize(1);
    }

    @Test
    void oneThatCannotBeReachedIsNoneOfTheTwo() {
        first.play(CompliantScript.server().answering("RCPT", "450 4.2.0 not now"));
        second.close();
        throughMx();
        post.send("a@far.example");
        awaitEmpty();
        assertThat(third.messages()).hasSize(1);
    }

    @Test
    void whatMayHaveBeenTakenIsOfferedToNobodyElse() {
        first.play(CompliantScript.server().answering(".", "close"));
        throughMx();
        post.send("a@far.example");
        assertThat(awaitTried().reason()).contains("it closed the connection");
        assertThat(second.peers()).isEmpty();
    }

    @Test
    void aRefusalForGoodIsNotAskedForAgain() {
        first.play(CompliantScript.server().answering("RCPT", "550 5.1.1 no"));
        throughMx();
        post.send("a@far.example");
        awaitEmpty();
        assertThat(second.peers()).isEmpty();
        assertThat(post.notices).hasSize(1);
    }

    @Test
    void theNextAddressOfASmarthostIsAsked() {
        first.play(
                CompliantScript.server().startTls(KEY).offering("AUTH PLAIN").answering("RCPT", "451 4.3.0 not now"));
        second.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        awaitEmpty();
        assertThat(second.messages()).hasSize(1);
        assertThat(second.peers()).allMatch(ScriptedConnection::encrypted);
    }

    @Test
    void theNextServerHasToMeetTheSameDemand() {
        first.play(
                CompliantScript.server().startTls(KEY).offering("AUTH PLAIN").answering("RCPT", "451 4.3.0 not now"));
        second.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        assertThat(awaitTried().reason()).contains("451 4.3.0 not now");
        assertThat(second.heard()).containsExactly("EHLO us.example", "STARTTLS");
    }

    @Test
    void anUnmetDemandAtTheFirstServerIsNoneLessAtTheNext() {
        first.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN"));
        second.play(CompliantScript.server().offering("AUTH PLAIN"));
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        await("held", () -> post.waiting().stream().anyMatch(each -> each.status() == RecipientStatus.UNMET));
        assertThat(second.heard()).containsExactly("EHLO us.example");
        assertThat(second.messages()).isEmpty();
    }

    @Test
    void anUnmetDemandAtTheFirstServerIsToldThoughTheNextCannotBeReached() {
        first.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN"));
        second.close();
        throughSmarthost(RouteDemand.PINNED);
        post.pin(KEY.pin());
        post.send("a@far.example");
        OutgoingRecipient tried = awaitTried();
        assertThat(tried.status()).isEqualTo(RecipientStatus.UNMET);
        assertThat(tried.presented()).contains(OTHER.pin());
        assertThat(tried.expected()).containsExactly(KEY.pin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.4.2 idle for too long", "close", "503 5.5.1 nested MAIL"})
    void aKeptConnectionThatEndsAtMailIsFollowedByAFreshOneAtOnce(String answer) {
        second.close();
        third.close();
        first.play(peer ->
                CompliantScript.server().answering("MAIL FROM:<late@", answer).play(peer));
        throughMx();
        post.send("a@far.example");
        awaitEmpty();
        first.play(CompliantScript.server());
        post.send(Optional.of("late@us.example"), Optional.empty(), "b@far.example");
        awaitEmpty();
        assertThat(first.peers()).hasSize(2);
        assertThat(first.messages()).hasSize(2);
        assertThat(first.peers().get(0).heard())
                .filteredOn(line -> line.startsWith("MAIL"))
                .hasSize(2);
    }

    @Test
    void a421OnAFreshConnectionWaitsForTheSchedule() {
        second.close();
        third.close();
        first.play(CompliantScript.server().answering("MAIL", "421 4.3.2 not now"));
        throughMx();
        post.send("a@far.example");
        assertThat(awaitTried().reason()).contains("421 4.3.2 not now");
        assertThat(first.peers()).hasSize(1);
        first.play(CompliantScript.server());
        post.turnClock(Duration.ofMinutes(6));
        awaitEmpty();
    }

    @Test
    void whatAServerDoesNotTakeOverAKeptConnectionTheOthersAreAskedFor() {
        first.play(CompliantScript.server().without("PIPELINING").answering("RCPT TO:<b@", "450 4.2.0 not now"));
        throughMx();
        post.send("a@far.example");
        awaitEmpty();
        post.send("b@far.example");
        awaitEmpty();
        assertThat(first.peers()).hasSize(1);
        assertThat(second.messages()).hasSize(1);
        assertThat(first.messages()).hasSize(1);
        assertThat(third.peers()).isEmpty();
    }
}
