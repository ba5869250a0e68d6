// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import static dev.sekisho.relay.queue.RelayFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.relay.dns.DnsLookup.Mx;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.ScriptedConnection;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server that is the exchanger of many domains, and does not answer. */
class SilentServerTest {
    @TempDir
    Path folder;

    private final FakeSmtpServer silent = FakeSmtpServer.playing(ScriptedConnection::stall);
    private final FakeSmtpServer good = silent.beside("127.0.0.2", CompliantScript.server());
    private RelayFixture post;

    @AfterEach
    void close() {
        silent.close();
        good.close();
        post.close();
    }

    private void begin(Duration timeout) {
        post = new RelayFixture(folder, RelayFixture.mx(silent), timeout);
        post.names.address("mx.silent.example", "127.0.0.1").address("mx.good.example", "127.0.0.2");
    }

    private void at(String host, String domain) {
        post.names.mx(domain, new Mx(10, host));
    }

    private OutgoingRecipient recipient(String address) {
        return post.waiting().stream()
                .filter(each -> each.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void doesNotHoldTheMailOfOthers() {
        begin(Duration.ofMinutes(5));
        for (int i = 0; i < 250; i++) {
            at("mx.silent.example", "d" + i + ".example");
            post.send("a@d" + i + ".example");
        }
        at("mx.good.example", "good.example");
        post.send("a@good.example");
        await("delivered beside it", () -> good.messages().size() == 1);
        assertThat(silent.peers()).hasSizeLessThanOrEqualTo(DestinationLimits.DEFAULT.connections());
        assertThat(post.waiting())
                .filteredOn(each -> each.address().contains("@d"))
                .hasSize(250);
        assertThat(post.notices).isEmpty();
    }

    @Test
    void doesNotHoldTheMailOfOthersEitherWhereItFallsSilentInTheMiddleOfAMessage() {
        silent.play(CompliantScript.server().answering("MAIL", "stall"));
        begin(Duration.ofMinutes(5));
        for (int i = 0; i < 600; i++) {
            at("mx.silent.example", "d" + i + ".example");
            post.send("a@d" + i + ".example");
        }
        at("mx.good.example", "good.example");
        post.send("a@good.example");
        await("delivered beside it", () -> good.messages().size() == 1);
        assertThat(silent.peers()).hasSizeLessThanOrEqualTo(2 * DestinationLimits.DEFAULT.connections());
        assertThat(post.notices).isEmpty();
    }

    /** More than may be under way in all, most of which waits for its turn. */
    @Test
    void whatWaitsForItsTurnAtSilentServersTakesNoPlaceOfOthers() {
        silent.play(CompliantScript.server().answering("MAIL", "stall"));
        begin(Duration.ofMinutes(5));
        good.play(CompliantScript.server().answering("MAIL", "450 later"));
        at("mx.good.example", "good.example");
        post.send("a@good.example");
        await("tried", () -> recipient("a@good.example").attempts() == 1);
        good.play(CompliantScript.server());
        List<FakeSmtpServer> servers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            servers.add(
                    silent.beside("127.0.3." + (i + 1), CompliantScript.server().answering("MAIL", "stall")));
            post.names.address("mx" + i + ".example", "127.0.3." + (i + 1));
            at("mx" + i + ".example", "d" + i + ".example");
            for (int mail = 0; mail < 55; mail++) {
                post.send("a@d" + i + ".example");
            }
        }
        post.turnClock(Duration.ofMinutes(6));
        await("delivered beside them", () -> good.messages().size() == 1);
        servers.forEach(FakeSmtpServer::close);
    }

    @Test
    void isLeftAloneByTheMailOfAllItsDomainsOnceItHasNotAnswered() {
        silent.play(peer -> {});
        begin(Duration.ofSeconds(5));
        at("mx.silent.example", "one.example");
        at("mx.silent.example", "two.example");
        post.send("a@one.example");
        await("tried", () -> recipient("a@one.example").attempts() == 1);
        post.send("a@two.example");
        await("paused", () -> recipient("a@two.example").reason().isPresent());
        assertThat(recipient("a@two.example").attempts()).isZero();
        assertThat(recipient("a@two.example").host()).contains("mx.silent.example");
        assertThat(recipient("a@two.example").status()).isEqualTo(RecipientStatus.WAITING);
        assertThat(silent.peers()).hasSize(1);
        silent.play(CompliantScript.server());
        post.turnClock(Duration.ofMinutes(6));
        // One of them finds out for both.
        await("the first", () -> !silent.messages().isEmpty());
        post.turnClock(Duration.ofSeconds(2));
        await("an empty queue", () -> post.waiting().isEmpty());
        assertThat(silent.messages()).hasSize(2);
    }

    @Test
    void isPassedOverForTheNextExchanger() {
        silent.play(peer -> {});
        begin(Duration.ofSeconds(5));
        at("mx.silent.example", "one.example");
        post.names.mx("two.example", new Mx(10, "mx.silent.example"), new Mx(20, "mx.good.example"));
        post.send("a@one.example");
        await("tried", () -> recipient("a@one.example").attempts() == 1);
        post.send("a@two.example");
        await("delivered", () -> good.messages().size() == 1);
        assertThat(silent.peers()).hasSize(1);
    }

    @Test
    void isAskedAllTheSameWhereTheOperatorWantsIt() {
        silent.play(peer -> {});
        begin(Duration.ofSeconds(5));
        at("mx.silent.example", "one.example");
        at("mx.silent.example", "two.example");
        post.send("a@one.example");
        await("tried", () -> recipient("a@one.example").attempts() == 1);
        post.send("a@two.example");
        await("paused", () -> recipient("a@two.example").reason().isPresent());
        silent.play(CompliantScript.server());
        assertThat(post.outgoing.admin().retry(post.whole(id("a@two.example")), post.now()))
                .isEqualTo(new OutgoingAdmin.Done(1, 0));
        await("delivered", () -> silent.messages().size() == 1);
    }

    @Test
    void whatTheOperatorWantsStaysWantedWhereItFindsNoRoom() {
        CountDownLatch saying = new CountDownLatch(1);
        silent.play(peer -> {});
        begin(Duration.ofMinutes(5));
        at("mx.silent.example", "one.example");
        at("mx.silent.example", "two.example");
        post.send("a@one.example");
        await("tried", () -> recipient("a@one.example").attempts() == 1);
        silent.play(peer -> saying.await());
        post.turnClock(Duration.ofMinutes(6));
        await("the one that finds out", () -> silent.peers().size() == 2);
        post.send("a@two.example");
        await("paused", () -> recipient("a@two.example").reason().isPresent());
        assertThat(post.outgoing.admin().retry(post.whole(id("a@two.example")), post.now()))
                .isEqualTo(new OutgoingAdmin.Done(1, 0));
        await("paused again", () -> recipient("a@two.example").nextAttempt().isAfter(post.now()));
        silent.play(CompliantScript.server());
        saying.countDown();
        await("tried in vain", () -> recipient("a@one.example").attempts() == 2);
        post.turnClock(Duration.ofSeconds(2));
        await("delivered in the pause", () -> silent.messages().size() == 1);
    }

    @Test
    void isNotWhatIsToldWhereTheNextExchangerWasAskedInVain() {
        silent.play(peer -> {});
        good.play(CompliantScript.server().answering("banner", "421 4.3.2 not now"));
        begin(Duration.ofSeconds(5));
        at("mx.silent.example", "one.example");
        post.names.mx("two.example", new Mx(10, "mx.silent.example"), new Mx(20, "mx.good.example"));
        post.send("a@one.example");
        await("tried", () -> recipient("a@one.example").attempts() == 1);
        post.send("a@two.example");
        await("tried or paused", () -> recipient("a@two.example").reason().isPresent());
        OutgoingRecipient tried = recipient("a@two.example");
        assertThat(tried.attempts()).isEqualTo(1);
        assertThat(tried.host()).contains("mx.good.example");
        assertThat(tried.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("421 4.3.2 not now"));
    }

    @Test
    void isAskedAgainWhenTheFirstOfSeveralIsWorthIt() {
        silent.play(peer -> {});
        good.play(peer -> {});
        begin(Duration.ofSeconds(5));
        at("mx.silent.example", "first.example");
        at("mx.good.example", "second.example");
        Mx[] inOrder = {new Mx(10, "mx.silent.example"), new Mx(20, "mx.good.example")};
        Mx[] inReverse = {new Mx(20, "mx.silent.example"), new Mx(10, "mx.good.example")};
        post.names.mx("one.example", inOrder).mx("two.example", inReverse);
        post.send("a@first.example");
        await("tried", () -> recipient("a@first.example").attempts() == 1);
        post.turnClock(Duration.ofMinutes(2));
        post.send("a@second.example");
        await("tried", () -> recipient("a@second.example").attempts() == 1);
        for (String each : List.of("a@one.example", "a@two.example")) {
            post.send(each);
            await("paused", () -> recipient(each).reason().isPresent());
            assertThat(recipient(each).host()).contains("mx.silent.example");
            assertThat(recipient(each).nextAttempt())
                    .isBefore(recipient("a@second.example").nextAttempt());
        }
    }

    private long id(String address) {
        return post.outgoing.admin().page(0, 10).stream()
                .filter(each -> each.recipients().get(0).address().equals(address))
                .mapToLong(OutgoingMessage::id)
                .findFirst()
                .orElseThrow();
    }
}
