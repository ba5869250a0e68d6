// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import static dev.sekisho.relay.client.TestClient.HELLO;
import static dev.sekisho.relay.client.TestClient.asMx;
import static dev.sekisho.relay.client.TestClient.hop;
import static dev.sekisho.relay.client.TestClient.implicit;
import static dev.sekisho.relay.client.TestClient.loggingIn;
import static dev.sekisho.relay.client.TestClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.message.BodyBlockReader;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.ScriptedConnection;
import dev.sekisho.relay.fake.SelfSignedKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A next hop that does its worst. Whatever it does, no outcome says that a message was taken which was not. */
class HostileServerTest {
    private static final SelfSignedKey KEY = SelfSignedKey.made();
    private static final SelfSignedKey OTHER = SelfSignedKey.made();

    private final TestClient client = new TestClient(Duration.ofSeconds(2));
    private final FakeSmtpServer server = FakeSmtpServer.playing(CompliantScript.server());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private TargetServer loginAtPinned() {
        return loggingIn(hop(server, RouteDemand.PINNED, KEY.pin()), AuthMechanism.values());
    }

    @ParameterizedTest
    @EnumSource(
            value = RouteDemand.class,
            names = {"PINNED", "VERIFIED", "REQUIRED"})
    void strippedStartTlsIsNoTls(RouteDemand demand) throws Exception {
        server.play(CompliantScript.server().offering("AUTH PLAIN LOGIN"));
        TargetServer hop = loggingIn(hop(server, demand, KEY.pin()), AuthMechanism.values());
        assertThat(client.failure(hop)).isInstanceOf(DeliveryFailure.Unmet.class);
        assertThat(server.heard()).containsExactly("EHLO us.example");
    }

    @Test
    void refusedStartTlsIsNoTls() throws Exception {
        server.play(CompliantScript.server().startTls(KEY).answering("STARTTLS", "502 5.5.1 what?"));
        assertThat(client.failure(loginAtPinned())).isInstanceOf(DeliveryFailure.Unmet.class);
        assertThat(server.heard()).containsExactly("EHLO us.example", "STARTTLS");
    }

    @ParameterizedTest
    @EnumSource(RouteDemand.class)
    void octetsBehindTheReplyToStartTlsAreNeverExecuted(RouteDemand demand) throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250-hop", "250 STARTTLS");
            peer.line();
            peer.say("220 go", "250-hop", "250 AUTH PLAIN");
            peer.startTls(KEY);
            peer.stall();
        });
        TargetServer hop = asMx(hop(server, demand, KEY.pin()));
        DeliveryFailure failure = client.failure(hop);
        assertThat(failure).isInstanceOf(DeliveryFailure.Broken.class);
        assertThat(failure.text()).contains("after its reply to STARTTLS");
        assertThat(server.heard()).containsExactly("EHLO us.example", "STARTTLS");
        assertThat(server.peers()).hasSize(1);
    }

    @Test
    void aReplySaidBeforeItsCommandIsNotTaken() throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250-hop", "250 STARTTLS", "220 go");
            peer.startTls(KEY);
            peer.stall();
        });
        assertThat(client.failure(hop(server, RouteDemand.PINNED, KEY.pin())).text())
                .isEqualTo("it sent data before a command");
    }

    @Test
    void anotherKeyGetsNoPasswordAndNoMail() throws Exception {
        server.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN LOGIN CRAM-MD5"));
        assertThat(client.failure(loginAtPinned())).isInstanceOfSatisfying(DeliveryFailure.Unmet.class, unmet -> {
            assertThat(unmet.presented()).contains(OTHER.pin());
            assertThat(unmet.expected()).containsExactly(KEY.pin());
        });
        assertThat(server.heard()).containsExactly("EHLO us.example", "STARTTLS");
    }

    @Test
    void anotherKeyGetsNothingOverImplicitTls() throws Exception {
        server.play(CompliantScript.server().implicit(OTHER).offering("AUTH PLAIN"));
        assertThat(client.failure(implicit(hop(server, RouteDemand.PINNED, KEY.pin()))))
                .isInstanceOf(DeliveryFailure.Unmet.class);
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void anotherKeyOnTheSecondConnectionIsFoundOut() throws Exception {
        server.play(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));
        client.session(loginAtPinned()).close();
        server.play(CompliantScript.server().startTls(OTHER).offering("AUTH PLAIN"));
        assertThat(client.failure(loginAtPinned())).isInstanceOf(DeliveryFailure.Unmet.class);
        assertThat(server.peers().get(1).heard()).containsExactly("EHLO us.example", "STARTTLS");
    }

    @Test
    void whereNoKeyIsPinnedTheKeyPresentedIsShown() throws Exception {
        server.play(CompliantScript.server().startTls(KEY));
        assertThat(client.failure(hop(server, RouteDemand.PINNED)))
                .isEqualTo(new DeliveryFailure.Unmet(
                        "no key is pinned for hop.example, which presents " + KEY.pin(),
                        Optional.of(KEY.pin()),
                        Set.of()));
    }

    @Test
    void aSelfSignedCertificateDoesNotVerify() throws Exception {
        server.play(CompliantScript.server().startTls(KEY));
        assertThat(client.failure(hop(server, RouteDemand.VERIFIED)))
                .isInstanceOfSatisfying(
                        DeliveryFailure.Unmet.class,
                        unmet -> assertThat(unmet.presented()).contains(KEY.pin()));
    }

    @Test
    void deathBehindTheFinalDotIsNoDelivery() throws Exception {
        server.play(CompliantScript.server().answering(".", "close"));
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class)
                .noneMatch(RecipientResult::isOpen);
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void whoAsksForMoreBehindTheFinalDotMayHaveTakenIt() throws Exception {
        server.play(CompliantScript.server().answering(".", "354 go on"));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class)
                .noneMatch(RecipientResult::isOpen);
        assertThat(session.usable()).isFalse();
    }

    @Test
    void deathBehindTheLastChunkMayBeADelivery() throws Exception {
        server.play(CompliantScript.server().offering("CHUNKING").answering("BDAT", "close"));
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class)
                .noneMatch(RecipientResult::isOpen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void deathBeforeTheMessageIsCertainlyNoDelivery(String at) throws Exception {
        server.play(CompliantScript.server().without("PIPELINING").answering(at, "close"));
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class)
                .allMatch(RecipientResult::isOpen);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deathInMidMessageIsCertainlyNoDelivery(boolean chunks) throws Exception {
        server.play(
                chunks
                        ? CompliantScript.server()
                                .without("SIZE")
                                .offering("CHUNKING")
                                .answering("BDAT " + BodyBlockReader.BLOCK, "close")
                        : peer -> {
                            peer.say("220 hop");
                            peer.line();
                            peer.say("250 hop");
                            for (String reply : List.of("250 ok", "250 ok", "354 go on")) {
                                peer.line();
                                peer.say(reply);
                            }
                            peer.octets(BodyBlockReader.BLOCK);
                        });
        String large = "x".repeat(78).concat("\r\n").repeat(300_000);
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), TestClient.content(large), "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class)
                .allMatch(RecipientResult::isOpen);
    }

    @Test
    void deathBehindTheFinalDotLeavesRefusalsRefusals() throws Exception {
        server.play(CompliantScript.server().answering(".", "close").answering("RCPT TO:<b@", "550 5.1.1 no"));
        List<RecipientResult> outcomes =
                client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example", "b@hop.example");
        assertThat(outcomes.get(0)).isInstanceOf(RecipientResult.Interrupted.class);
        assertThat(outcomes.get(1)).isInstanceOf(RecipientResult.Refused.class);
    }

    @Test
    void tenMegabytesOfReplyEndEarly() throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            String lines = ("250-" + "x".repeat(60) + "\r\n").repeat(1_000).strip();
            for (int i = 0; i < 150; i++) {
                peer.say(lines);
            }
            peer.say("250 x");
        });
        assertThat(client.failure(hop(server, RouteDemand.OPPORTUNISTIC)).text())
                .contains("no end within 262144 octets")
                .contains("250 xxx");
    }

    @Test
    void aBannerOfALongLineIsABanner() throws Exception {
        server.play(peer -> {
            peer.say("220 " + "x".repeat(100_000));
            peer.line();
            peer.say("250 hop");
            peer.line();
            peer.say("554 5.7.1 " + "y".repeat(3_000));
            peer.stall();
        });
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example")
                        .get(0)
                        .toString())
                .contains("554 5.7.1 yyy");
    }

    @ParameterizedTest
    @MethodSource("longRefusals")
    void aRefusalInManyWordsIsARefusalWithItsFirstOnes(String refusal) throws Exception {
        server.play(CompliantScript.server().answering("RCPT", refusal));
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .singleElement()
                .isInstanceOf(RecipientResult.Refused.class)
                .asString()
                .contains("5.7.1 ask the postmaster");
    }

    static Stream<String> longRefusals() {
        return Stream.of(
                "550 5.7.1 ask the postmaster " + "x".repeat(3_000),
                "550-5.7.1 ask the postmaster\r\n" + "550-more\r\n".repeat(400) + "550 the end",
                "550-5.7.1 ask the postmaster\n550 with bare line ends",
                "550-5.7.1 ask the postmaster\r\n554 5.7.1 another code",
                "550-5.7.1 ask the postmaster " + "x".repeat(100_000) + "\r\n550 " + "y".repeat(100_000));
    }

    @Test
    void whatIsOfferedBehindHundredsOfLinesIsUsed() throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250-hop\r\n" + "250-X-NOTHING some words that nobody needs\r\n".repeat(400) + "250 STARTTLS");
            peer.line();
            peer.say("454 4.7.0 not now");
            peer.stall();
        });
        client.failure(hop(server, RouteDemand.REQUIRED));
        assertThat(server.heard()).contains("STARTTLS");
    }

    @Test
    @Timeout(60)
    void chatterNobodyAskedForIsNotKept() throws Exception {
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        server.play(peer -> {});
        ScriptedConnection peer = server.peers().get(0);
        for (int i = 0; i < 100; i++) {
            peer.say("250 " + "x".repeat(1_000));
        }
        // What comes behind the next command would be its reply.
        while (session.usable()) {
            Thread.onSpinWait();
        }
        assertThat(send(session, HELLO, "a@hop.example")).hasOnlyElementsOfType(RecipientResult.Interrupted.class);
        assertThat(server.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"452 4.3.1 no room", "552 5.3.4 too big"})
    void behindARefusedChunkTheNextMessageIsTaken(String refusal) throws Exception {
        server.play(CompliantScript.server().offering("CHUNKING").answering("BDAT " + BodyBlockReader.BLOCK, refusal));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        String large = "x".repeat(78).concat("\r\n").repeat(2_000);
        assertThat(send(session, TestClient.content(large), "a@hop.example").get(0))
                .isInstanceOf(refusal.startsWith("5") ? RecipientResult.Refused.class : RecipientResult.TryLater.class);
        assertThat(session.usable()).isTrue();
        assertThat(send(session, HELLO, "a@hop.example")).hasOnlyElementsOfType(RecipientResult.Delivered.class);
    }

    @Test
    void aServerThatDoesNotGoBackIsLeft() throws Exception {
        server.play(CompliantScript.server()
                .without("PIPELINING")
                .answering("RCPT", "550 5.1.1 no")
                .answering("RSET", "500 5.5.1 what?"));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example")).hasOnlyElementsOfType(RecipientResult.Refused.class);
        assertThat(session.usable()).isFalse();
    }

    @Test
    void aConnectionOutOfStepIsNoFaultOfTheMessage() throws Exception {
        server.play(CompliantScript.server().answering("MAIL", "503 5.5.1 nested MAIL"));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example").get(0))
                .isInstanceOfSatisfying(
                        RecipientResult.Interrupted.class,
                        interrupted -> assertThat(interrupted.perhapsTaken()).isFalse());
        assertThat(session.usable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"banner", "EHLO", "STARTTLS", "AUTH"})
    void a421BeforeMailIsForLater(String at) throws Exception {
        server.play(
                CompliantScript.server().startTls(KEY).offering("AUTH PLAIN").answering(at, "421 4.3.2 not now"));
        assertThat(client.failure(loginAtPinned())).isInstanceOf(DeliveryFailure.Turned.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void a421DuringMailIsForLaterAndEndsTheConnection(String at) throws Exception {
        server.play(CompliantScript.server().answering(at, "421 4.3.2 not now"));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example")).hasOnlyElementsOfType(RecipientResult.TryLater.class);
        assertThat(session.usable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "."})
    void aStallEndsInTime(String at) throws Exception {
        server.play(CompliantScript.server().answering(at, "stall"));
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = RouteDemand.class,
            names = {"PINNED", "REQUIRED", "OPPORTUNISTIC"})
    void aHostThatTlsHasNoNameForGetsItsMail(RouteDemand demand) throws Exception {
        server.play(CompliantScript.server().startTls(KEY));
        TargetServer hop = new TargetServer(
                "mx_1.hop.example",
                server.address(),
                true,
                NextHop.Tls.STARTTLS,
                demand,
                Set.of(KEY.pin()),
                Optional.empty());
        SmtpClientSession session = client.session(hop);
        assertThat(session.encrypted()).isTrue();
        assertThat(send(session, HELLO, "a@hop.example")).hasOnlyElementsOfType(RecipientResult.Delivered.class);
    }

    @Test
    void aHostThatTlsHasNoNameForIsNotVerified() throws Exception {
        server.play(CompliantScript.server().startTls(KEY));
        TargetServer hop = new TargetServer(
                "mx_1.hop.example",
                server.address(),
                true,
                NextHop.Tls.STARTTLS,
                RouteDemand.VERIFIED,
                Set.of(),
                Optional.empty());
        assertThat(client.failure(hop)).isInstanceOf(DeliveryFailure.Unmet.class);
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void aStallBeforeTheBannerEndsInTime() throws Exception {
        server.play(ScriptedConnection::stall);
        assertThat(client.failure(hop(server, RouteDemand.OPPORTUNISTIC)).text())
                .contains("did not answer within 2 s");
    }

    @Test
    void aStallInTheHandshakeEndsInTime() throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250-hop", "250 STARTTLS");
            peer.line();
            peer.say("220 go");
            peer.stall();
        });
        assertThat(client.failure(hop(server, RouteDemand.REQUIRED)))
                .isInstanceOf(DeliveryFailure.HandshakeFailed.class);
    }

    @Test
    void aStallInMidMessageEndsInTime() throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250 hop");
            for (int i = 0; i < 2; i++) {
                peer.line();
                peer.say("250 ok");
            }
            peer.line();
            peer.say("354 go on");
            new CountDownLatch(1).await();
        });
        String large = "x".repeat(78).concat("\r\n").repeat(300_000);
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), TestClient.content(large), "a@hop.example")
                        .get(0)
                        .toString())
                .contains("took nothing for 2 s");
    }

    @Test
    void anAcceptanceBeforeTheEndIsNone() throws Exception {
        server.play(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250 hop");
            for (int i = 0; i < 2; i++) {
                peer.line();
                peer.say("250 ok");
            }
            peer.line();
            peer.say("354 go on", "250 2.0.0 taken");
            peer.stall();
        });
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Interrupted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"451 4.3.0 not you", "550 5.7.1 not you"})
    void aMessageWhoseSenderIsRefusedIsNotEndedWithADot(String refusal) throws Exception {
        server.play(CompliantScript.server().answering("MAIL", refusal));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example").get(0))
                .isInstanceOf(refusal.startsWith("5") ? RecipientResult.Refused.class : RecipientResult.TryLater.class);
        assertThat(session.usable()).isFalse();
        server.peers().get(0).awaitEnd();
        assertThat(server.messages()).isEmpty();
        assertThat(server.heard()).endsWith("DATA");
    }

    @Test
    void whatIsNoSmtpEndsTheConversation() throws Exception {
        server.play(peer -> peer.say("SSH-2.0-OpenSSH_9.2"));
        assertThat(client.failure(hop(server, RouteDemand.OPPORTUNISTIC)).text())
                .contains("not SMTP");
    }

    @Test
    void aClosedPortIsUnreachable() throws Exception {
        server.close();
        assertThat(client.failure(hop(server, RouteDemand.OPPORTUNISTIC)))
                .isInstanceOf(DeliveryFailure.Unreachable.class);
    }
}
