// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import static dev.sekisho.relay.client.TestClient.HELLO;
import static dev.sekisho.relay.client.TestClient.asMx;
import static dev.sekisho.relay.client.TestClient.content;
import static dev.sekisho.relay.client.TestClient.envelope;
import static dev.sekisho.relay.client.TestClient.hop;
import static dev.sekisho.relay.client.TestClient.implicit;
import static dev.sekisho.relay.client.TestClient.loggingIn;
import static dev.sekisho.relay.client.TestClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.message.MessageContent;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.ServerReply;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.SelfSignedKey;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpClientTest {
    private static final SelfSignedKey KEY = SelfSignedKey.made();

    private final TestClient client = new TestClient();
    private FakeSmtpServer server = FakeSmtpServer.playing(CompliantScript.server());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void serve(FakeSmtpServer.Script script) {
        server.play(script);
    }

    @Test
    void sendsOverStartTlsToAPinnedServerAndLogsIn() throws Exception {
        serve(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN LOGIN"));
        TargetServer hop = loggingIn(hop(server, RouteDemand.PINNED, KEY.pin()), AuthMechanism.PLAIN);
        assertThat(client.send(hop, HELLO, "a@hop.example")).hasOnlyElementsOfType(RecipientResult.Delivered.class);
        assertThat(server.heard())
                .containsSubsequence(
                        "EHLO us.example", "STARTTLS", "EHLO us.example", "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assertThat(server.messages()).containsExactly("Subject: hello\r\n\r\nhello\r\n");
    }

    @Test
    void sendsOverImplicitTls() throws Exception {
        serve(CompliantScript.server().implicit(KEY));
        assertThat(client.send(implicit(hop(server, RouteDemand.PINNED, KEY.pin())), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Delivered.class);
    }

    @Test
    void logsInByTwoQuestions() throws Exception {
        serve(CompliantScript.server().startTls(KEY).offering("AUTH LOGIN"));
        TargetServer hop = loggingIn(hop(server, RouteDemand.REQUIRED), AuthMechanism.values());
        client.session(hop);
        assertThat(server.heard()).endsWith("AUTH LOGIN", "dGlt", "dGFuc3RhYWZ0YW5zdGFhZg==");
    }

    /** The example of RFC 2195 2. */
    @Test
    void logsInByKeyedDigest() throws Exception {
        serve(CompliantScript.server().startTls(KEY).offering("AUTH CRAM-MD5"));
        TargetServer hop = loggingIn(hop(server, RouteDemand.REQUIRED), AuthMechanism.values());
        client.session(hop);
        assertThat(server.heard()).endsWith("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }

    @Test
    void aRefusedLoginSaysNothingOfWhatWasSent() throws Exception {
        serve(CompliantScript.server()
                .startTls(KEY)
                .offering("AUTH PLAIN")
                .answering("AUTH", "535 5.7.8 dGFuc3RhYWZ0YW5zdGFhZg=="));
        TargetServer hop = loggingIn(hop(server, RouteDemand.REQUIRED), AuthMechanism.PLAIN);
        assertThat(client.failure(hop).text()).isEqualTo("the login was answered with 535 5.7.8");
    }

    @Test
    void reusesAConnection() throws Exception {
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        send(session, HELLO, "a@hop.example");
        send(session, HELLO, "b@hop.example");
        assertThat(session.usable()).isTrue();
        assertThat(server.messages()).hasSize(2);
        assertThat(server.peers()).hasSize(1);
    }

    @Test
    void sendsWithoutPipeliningToo() throws Exception {
        serve(CompliantScript.server().without("PIPELINING").answering("RCPT TO:<b@", "550 5.1.1 no b"));
        List<RecipientResult> outcomes =
                client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example", "b@hop.example");
        assertThat(outcomes.get(0)).isInstanceOf(RecipientResult.Delivered.class);
        assertThat(outcomes.get(1)).isInstanceOf(RecipientResult.Refused.class);
    }

    @Test
    void tellsEachRecipientsOutcome() throws Exception {
        serve(CompliantScript.server()
                .answering("RCPT TO:<b@", "550 5.1.1 no b")
                .answering("RCPT TO:<c@", "450 4.2.1 not now")
                .answering("RCPT TO:<d@", "552 5.5.3 too many"));
        List<RecipientResult> outcomes = client.send(
                hop(server, RouteDemand.OPPORTUNISTIC),
                HELLO,
                "a@hop.example",
                "b@hop.example",
                "c@hop.example",
                "d@hop.example");
        assertThat(outcomes.get(0)).isInstanceOf(RecipientResult.Delivered.class);
        assertThat(outcomes.get(1)).isEqualTo(new RecipientResult.Refused(new ServerReply(550, List.of("5.1.1 no b"))));
        assertThat(outcomes.get(2)).isInstanceOf(RecipientResult.TryLater.class);
        assertThat(outcomes.get(3)).isInstanceOf(RecipientResult.TryLater.class);
    }

    @Test
    void noRecipientTakenMeansNoMessage() throws Exception {
        serve(CompliantScript.server().answering("RCPT", "550 5.1.1 nobody"));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example", "b@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Refused.class);
        assertThat(server.messages()).containsOnly("");
        assertThat(session.usable()).isTrue();
    }

    @Test
    void doublesDotsAndEndsEveryLineWithCrLf() throws Exception {
        client.send(hop(server, RouteDemand.OPPORTUNISTIC), content(".\n..a\rb\r\n.\r\n\n.c"), "a@hop.example");
        assertThat(server.messages()).containsExactly(".\r\n..a\r\nb\r\n.\r\n\r\n.c\r\n");
    }

    @Test
    void sendsChunksWhereTheyAreOffered() throws Exception {
        serve(CompliantScript.server().offering("CHUNKING"));
        String large = ".0123456789\r\n".repeat(20_000);
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), content(large), "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Delivered.class);
        assertThat(server.messages()).containsExactly(large);
        assertThat(server.heard()).noneMatch(line -> line.equals("DATA"));
    }

    @Test
    void holdsOneBlockOfALargeMessageAtATime() throws Exception {
        long size = 50_000_000;
        AtomicLong read = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        AtomicLong ahead = new AtomicLong();
        serve(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250 hop");
            peer.line();
            peer.say("250 ok");
            peer.line();
            peer.say("250 ok");
            peer.line();
            peer.say("354 go on");
            for (long left = size / 82 * 82; left > 0; left -= 82 * 1_000) {
                taken.addAndGet(peer.octets((int) Math.min(left, 82 * 1_000)).length());
                ahead.accumulateAndGet(read.get() - taken.get(), Math::max);
            }
            peer.until(".");
            peer.say("250 taken");
        });
        MessageContent lines = new MessageContent() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() {
                return new GeneratedLines(size, read);
            }
        };
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), lines, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Delivered.class);
        // What the kernel's two socket buffers hold on loopback, and the blocks.
        assertThat(ahead.get()).isLessThan(16_000_000);
    }

    @Test
    void asksForWhatTheSenderAskedFor() throws Exception {
        OutboundEnvelope envelope = new OutboundEnvelope(
                Optional.empty(),
                Optional.of("HDRS"),
                Optional.of("QQ314159"),
                List.of(new OutboundEnvelope.Recipient(
                        "a@hop.example", Optional.of("SUCCESS,FAILURE"), Optional.of("rfc822;A@hop.example"))));
        List<RecipientResult> outcomes = client.session(hop(server, RouteDemand.OPPORTUNISTIC))
                .send(envelope, content("a: b\r\n\r\nü\r\n"))
                .get(20, TimeUnit.SECONDS);
        assertThat(((RecipientResult.Delivered) outcomes.get(0)).dsn()).isTrue();
        assertThat(server.heard())
                .contains(
                        "MAIL FROM:<> SIZE=12 BODY=8BITMIME RET=HDRS ENVID=QQ314159",
                        "RCPT TO:<a@hop.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;A@hop.example");
    }

    @Test
    void refusesForTheServerWhatItCannotTake() throws Exception {
        serve(CompliantScript.server().without("SIZE").offering("SIZE 10"));
        SmtpClientSession session = client.session(hop(server, RouteDemand.OPPORTUNISTIC));
        assertThat(send(session, HELLO, "a@hop.example").get(0).toString()).contains("5.3.4");
        assertThat(send(session, content("a:b\r\n"), "ü@hop.example").get(0).toString())
                .contains("5.6.7");
        assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        assertThat(envelope("a@hop.example").ascii()).isTrue();
    }

    @Test
    void goesInCleartextToAnMxWhoseTlsFails() throws Exception {
        server = FakeSmtpServer.playing(
                peer -> {
                    peer.say("220 hop");
                    peer.line();
                    peer.say("250-hop", "250 STARTTLS");
                    peer.line();
                    peer.say("220 go");
                    peer.octets(3);
                },
                CompliantScript.server());
        TargetServer hop = hop(server, RouteDemand.OPPORTUNISTIC);
        HandshakeResult opened = client.open(asMx(hop));
        assertThat(((HandshakeResult.Ready) opened).note())
                .hasValueSatisfying(
                        note -> assertThat(note).contains("handshake failed: ").doesNotContain("null"));
        assertThat(server.peers()).hasSize(2);
    }

    @Test
    void aSmarthostWhoseTlsFailsGetsNothingInCleartext() throws Exception {
        serve(peer -> {
            peer.say("220 hop");
            peer.line();
            peer.say("250-hop", "250 STARTTLS");
            peer.line();
            peer.say("220 go");
            peer.octets(3);
        });
        assertThat(client.failure(hop(server, RouteDemand.OPPORTUNISTIC)))
                .isInstanceOf(DeliveryFailure.HandshakeFailed.class);
        assertThat(server.peers()).hasSize(1);
    }

    @Test
    void aServerOfOldIsGreetedAsOfOld() throws Exception {
        serve(CompliantScript.server().answering("EHLO", "502 what?"));
        assertThat(client.send(hop(server, RouteDemand.OPPORTUNISTIC), HELLO, "a@hop.example"))
                .hasOnlyElementsOfType(RecipientResult.Delivered.class);
        assertThat(server.heard()).startsWith("EHLO us.example", "HELO us.example", "MAIL FROM:<us@us.example>");
    }
}
