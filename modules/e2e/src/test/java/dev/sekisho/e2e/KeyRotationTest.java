// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Maildrop;
import dev.sekisho.e2e.peer.PeerKey;
import dev.sekisho.e2e.peer.PostfixSmarthost;
import dev.sekisho.e2e.peer.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A smarthost that is pinned gets another key: announced, unannounced, and one that nobody wants. */
class KeyRotationTest {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";

    @TempDir
    static Path directory;

    private static final Map<String, PostfixSmarthost> PROVIDERS = new HashMap<>();
    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        sekisho = Installation.prepared(directory);
        Routes routes = new Routes(sekisho);
        int last = 10;
        for (String name : new String[] {"announced", "unannounced", "unwanted"}) {
            PeerKey key = PeerKey.make(directory, name, name + ".example");
            // Pins are known by the server's name, so each has an address of its own.
            PostfixSmarthost provider = PostfixSmarthost.start(directory.resolve(name), "127.0.0." + ++last, key);
            PROVIDERS.put(name, provider);
            routes.pinned(name, provider.startTls(), "<recipient>" + name + ".example</recipient>");
        }
        routes.pinned("rest", "127.0.0.1:9").write();
        sekisho.start();
        for (Map.Entry<String, PostfixSmarthost> each : PROVIDERS.entrySet()) {
            sekisho.sekisho("pin", "add", each.getKey(), each.getValue().startTls(), "--yes")
                    .succeed();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
        for (PostfixSmarthost each : PROVIDERS.values()) {
            each.close();
        }
    }

    @Test
    void anAnnouncedKeyInterruptsNothing() throws Exception {
        PostfixSmarthost provider = PROVIDERS.get("announced");
        arrives(provider, "before@announced.example");
        PeerKey next = PeerKey.make(directory, "announced-next", "announced.example");
        sekisho.sekisho("pin", "add", "announced", next.certificate().toString())
                .succeed();
        assertThat(states("announced")).containsValue("next");
        provider.restartWith(next);
        arrives(provider, "after@announced.example");
        assertThat(sekisho.console()).doesNotContain("announced.example> by route announced at 127.0.0.11: held");
        awaitState("announced", next.pin(), "active");
        assertThat(states("announced")).hasSize(2).containsValue("retiring");
        assertThat(sekisho.sekisho("pin", "history", "announced").succeed().output())
                .contains("seen");
    }

    @Test
    void anUnannouncedKeyHoldsMailUntilOneCommandAcceptsIt() throws Exception {
        PostfixSmarthost provider = PROVIDERS.get("unannounced");
        arrives(provider, "before@unannounced.example");
        String former = states("unannounced").keySet().iterator().next();
        PeerKey key = PeerKey.make(directory, "unannounced-next", "unannounced.example");
        provider.restartWith(key);
        Routes.send(sekisho, ALICE, "one@unannounced.example");
        Routes.send(sekisho, ALICE, "two@unannounced.example");
        int id = held("one@unannounced.example");
        held("two@unannounced.example");

        String shown =
                sekisho.sekisho("queue", "show", Integer.toString(id)).succeed().output();
        String listed = sekisho.sekisho("queue", "list").succeed().output();
        for (String text : new String[] {shown, listed}) {
            assertThat(text).contains("127.0.0.12 presents " + key.pin() + "\n").contains("expected: " + former + "\n");
        }
        String before = "to accept the key, if its owner confirms it: sekisho ";
        assertThat(listed).containsOnlyOnce(before);
        String command = listed.substring(listed.indexOf(before) + before.length())
                .lines()
                .findFirst()
                .orElseThrow();
        sekisho.sekisho(command.split(" ")).succeed();

        for (String who : new String[] {"one", "two"}) {
            provider.awaitMessage(who + "@unannounced.example");
            assertThat(provider.messages(who + "@unannounced.example")).hasSize(1);
        }
        awaitState("unannounced", key.pin(), "active");
        assertThat(states("unannounced")).containsEntry(former, "retiring");
        try (Maildrop sender = Maildrop.open(sekisho, ALICE)) {
            assertThat(sender.count()).as("nothing came back").isZero();
        }
    }

    @Test
    void mailForAKeyThatNobodyWantsGoesBackToItsSenderByCommand() throws Exception {
        PostfixSmarthost provider = PROVIDERS.get("unwanted");
        provider.restartWith(PeerKey.make(directory, "unwanted-next", "unwanted.example"));
        Routes.send(sekisho, BOB, "friend@unwanted.example");
        int id = held("friend@unwanted.example");
        sekisho.sekisho("queue", "bounce", Integer.toString(id)).succeed();
        String notice = awaitNotice();
        assertThat(notice)
                .contains("Final-Recipient: rfc822; friend@unwanted.example")
                .contains("Action: failed", "Status: 5.7.5")
                .contains("Subject: for friend@unwanted.example");
        assertThat(provider.messages("friend@unwanted.example")).isEmpty();
    }

    private static void arrives(PostfixSmarthost provider, String recipient) throws Exception {
        Routes.send(sekisho, ALICE, recipient);
        provider.awaitMessage(recipient);
        assertThat(provider.messages(recipient)).hasSize(1);
    }

    /** Waits until the listing says that it is held; its number there. */
    private static int held(String recipient) throws Exception {
        sekisho.awaitConsole("to=" + recipient + " route=");
        for (long end = end(); System.nanoTime() < end; ) {
            JsonNode all = json("queue", "list", "--json");
            for (JsonNode message : all) {
                JsonNode only = message.path("recipients").path(0);
                if (only.path("address").asText().equals(recipient)
                        && only.path("status").asText().equals("held")) {
                    return message.path("id").asInt();
                }
            }
        }
        throw new AssertionError(recipient + " is not held: " + sekisho.console());
    }

    private static void awaitState(String peer, String pin, String state) throws Exception {
        Map<String, String> states = states(peer);
        for (long end = end(); System.nanoTime() < end && !state.equals(states.get(pin)); ) {
            states = states(peer);
        }
        assertThat(states).containsEntry(pin, state);
    }

    /** The state of each pin of a peer. */
    private static Map<String, String> states(String peer) throws Exception {
        Map<String, String> states = new HashMap<>();
        json("pin", "show", peer, "--json")
                .forEach(each ->
                        states.put(each.path("pin").asText(), each.path("state").asText()));
        return states;
    }

    private static JsonNode json(String... words) throws Exception {
        return new ObjectMapper().readTree(sekisho.sekisho(words).succeed().output());
    }

    private static String awaitNotice() throws Exception {
        for (long end = end(); System.nanoTime() < end; TimeUnit.MILLISECONDS.sleep(100)) {
            try (Maildrop sender = Maildrop.open(sekisho, BOB)) {
                if (sender.count() > 0) {
                    return sender.retrieve(1);
                }
            }
        }
        throw new AssertionError("no notice came back: " + sekisho.console());
    }

    private static long end() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    }
}
