// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Load;
import dev.sekisho.e2e.peer.RecordingPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed with SIGKILL at random moments while it takes mail from 16 connections and relays it: what got a 250 reaches the next server, whole. 3
 * kills, 40 with {@code -Dsekisho.long=true}.
 */
class RelayCrashTest {
    private static final int KILLS = Boolean.getBoolean("sekisho.long") ? 40 : 3;
    private static final int WARM = 20;
    private static final long DRAIN_SECONDS = 600;
    /** Connections to one destination at once: so many messages may have been taken by the peer and not yet written down. */
    private static final int UNDER_WAY = 10;

    @TempDir
    Path directory;

    private final Random random = new Random();

    @Test
    void nothingThatGotA250IsLostOnItsWayOutWhenTheServerIsKilled() throws Exception {
        try (RecordingPeer peer = RecordingPeer.start();
                Installation sekisho = Installation.prepared(directory)) {
            Files.writeString(
                    sekisho.home().resolve("conf/relay.xml"),
                    "<relay><route name=\"peer\"><smarthost>127.0.0.1:" + peer.port()
                            + "</smarthost><demand>opportunistic</demand></route></relay>");
            sekisho.start();
            Set<String> accepted = new HashSet<>();
            for (int round = 0; round < KILLS; round++) {
                int before = peer.times().size();
                try (Load load = Load.start(sekisho, "friend@elsewhere.example", "k" + round, WARM)) {
                    awaitMore(peer, before);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                    sekisho.kill();
                    load.stop();
                    accepted.addAll(load.accepted());
                }
                sekisho.run();
            }
            awaitAll(peer, accepted);
            report(peer, accepted);
        }
    }

    /** The kill is to come while it relays. */
    private static void awaitMore(RecordingPeer peer, int before) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (peer.times().size() == before) {
            assertThat(System.nanoTime()).as("nothing is relayed").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void awaitAll(RecordingPeer peer, Set<String> accepted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (!peer.times().keySet().containsAll(accepted)) {
            if (System.nanoTime() > end) {
                Set<String> missing = new HashSet<>(accepted);
                missing.removeAll(peer.times().keySet());
                throw new AssertionError("never came: " + missing);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void report(RecordingPeer peer, Set<String> accepted) {
        assertThat(accepted).allSatisfy(id -> assertThat(peer.body(id)).isEqualTo(Load.body(id)));
        int twice = peer.times().values().stream().mapToInt(times -> times - 1).sum();
        System.out.printf(
                "killed %d times while relaying: %d messages got a 250, none missing, none corrupt; %d came more than once%n",
                KILLS, accepted.size(), twice);
        assertThat(twice).isLessThanOrEqualTo(KILLS * UNDER_WAY);
    }
}
