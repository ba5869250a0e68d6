// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.server.smtp.session.PeerLimitCheck;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Peers that are known by their keys, on the relay port. */
class PinnedPeerSessionTest {
    @TempDir
    Path directory;

    private ServerStage stage;
    private int port;
    private Identity client;

    @BeforeEach
    void start() throws Exception {
        stage = new ServerStage(directory);
        port = stage.open(BuiltInPolicies.RELAY);
        HostPattern host = HostPattern.parse("branch.example").orElseThrow();
        client = ((SelfSignedIdentity.Outcome.Made)
                        new SelfSignedIdentity("client", directory.resolve("client"), host, Clock.systemUTC()).ensure())
                .identity();
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    @Test
    void aPinRevokedMeanwhileStopsTheOpenConnectionAtItsNextMail() throws Exception {
        stage.pins = book(PinState.ACTIVE, PeerLimits.NONE);
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "250 ").ask("MAIL FROM:<a@branch.example>", "250");
            peer.ask("RCPT TO:<far@elsewhere.example>", "250").ask("RSET", "250");
            stage.pins = book(PinState.REVOKED, PeerLimits.NONE);
            peer.ask("MAIL FROM:<a@branch.example>", "554 5.7.1 Transaction refused");
            peer.ask("RCPT TO:<far@elsewhere.example>", "554").ask("EHLO branch.example", "554");
        }
    }

    @Test
    void aPinAcceptedMeanwhileHoldsFromTheNextMailOn() throws Exception {
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "554");
            stage.pins = book(PinState.ACTIVE, PeerLimits.NONE);
            peer.ask("MAIL FROM:<a@branch.example>", "503").ask("EHLO branch.example", "250 ");
        }
    }

    @Test
    void aPinForSendingToThePeerDoesNotLetItRelayIn() throws Exception {
        stage.pins = new PinSet(List.of(new PinnedPeer(
                "branch",
                client.pin(),
                PinState.ACTIVE,
                Optional.empty(),
                PinUse.OUTGOING,
                List.of("branch.example"),
                PeerLimits.NONE)));
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "554 5.7.1 Transaction refused");
        }
    }

    @Test
    void wherePinsCannotBeReadThePeerIsToldToComeAgain() throws Exception {
        stage.pins = book(PinState.ACTIVE, PeerLimits.NONE).incomplete();
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "451 4.3.0").ask("MAIL FROM:<a@branch.example>", "451 4.3.0");
        }
    }

    @Test
    void theLimitsOfThePinAreKept() throws Exception {
        stage.pins = book(
                PinState.ACTIVE,
                new PeerLimits(
                        List.of(new SenderPattern("@branch.example")),
                        List.of("elsewhere.example"),
                        Optional.empty(),
                        OptionalLong.of(300)));
        try (ScriptedClient peer = connect()) {
            assertThat(peer.say("EHLO branch.example").reply()).contains("SIZE 300\n");
            peer.ask("MAIL FROM:<a@head.example>", "553 5.7.1");
            peer.ask("MAIL FROM:<a@branch.example> SIZE=301", "552 5.3.4");
            peer.ask("MAIL FROM:<a@branch.example>", "250").ask("RCPT TO:<alice@example.org>", "550 5.7.1");
            peer.ask("RCPT TO:<far@elsewhere.example>", "250").ask("DATA", "354");
            peer.say("Subject: small\r\n\r\n" + "x".repeat(300) + "\r\n.").expect("552 5.3.4");
            peer.ask("MAIL FROM:<>", "250").ask("RCPT TO:<far@elsewhere.example>", "250");
            peer.ask("DATA", "354").say("Subject: small\r\n\r\nx\r\n.").expect("250");
        }
    }

    @Test
    void aMessageBeyondTheSizeOfThePinIsToldInTheLog() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(PeerLimitCheck.class);
        logger.addAppender(log);
        stage.pins =
                book(PinState.ACTIVE, new PeerLimits(List.of(), List.of(), Optional.empty(), OptionalLong.of(300)));
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "250 ").ask("MAIL FROM:<a@branch.example>", "250");
            peer.ask("RCPT TO:<far@elsewhere.example>", "250").ask("DATA", "354");
            peer.say("Subject: small\r\n\r\n" + "x".repeat(300) + "\r\n.").expect("552 5.3.4");
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("a message of branch refused with 552 5.3.4", "messages of 300 octets");
    }

    @Test
    void theRateOfThePinIsKeptOnAllConnectionsTogether() throws Exception {
        stage.pins = book(
                PinState.ACTIVE, new PeerLimits(List.of(), List.of(), MessageRate.parse("2/d"), OptionalLong.empty()));
        for (int i = 0; i < 2; i++) {
            try (ScriptedClient peer = connect()) {
                peer.ask("EHLO branch.example", "250 ").ask("MAIL FROM:<a@branch.example>", "250");
            }
        }
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "250 ").ask("MAIL FROM:<a@branch.example>", "451 4.7.1");
        }
    }

    @Test
    void thatAKeyWasSeenIsToldOf() throws Exception {
        stage.pins = book(PinState.NEXT, PeerLimits.NONE);
        try (ScriptedClient peer = connect()) {
            peer.ask("EHLO branch.example", "250 ");
            assertThat(stage.seen).extracting(PinnedPeer::name).contains("branch");
        }
    }

    private PinSet book(PinState state, PeerLimits limits) {
        Pin pin = client.pin();
        return new PinSet(
                List.of(new PinnedPeer("branch", pin, state, Optional.empty(), PinUse.INCOMING, List.of(), limits)));
    }

    private PrivateKey key() throws Exception {
        String pem = Files.readString(directory.resolve("client").resolve("key.pem"));
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private ScriptedClient connect() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, new char[0]);
        keys.setKeyEntry("key", key(), new char[0], client.chain().toArray(new X509Certificate[0]));
        return ScriptedClient.clear(port)
                .expect("220")
                .ask("EHLO branch.example", "250 ")
                .ask("STARTTLS", "220")
                .handshake(keys);
    }
}
