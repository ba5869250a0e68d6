// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.store.Store;
import dev.sekisho.store.sending.UserAtLimit;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has the password of alice, and sends to 5,000 recipients. */
class StolenAccountTest {
    private static final String ALICE = "alice@example.org";
    private static final int CONNECTIONS = 5;
    private static final int MESSAGES = 5;
    private static final int RECIPIENTS = 100;

    @TempDir
    Path directory;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(DatabaseSettings.Sqlite.at(directory.resolve("sekisho.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SendingGuard guard() {
        SendingGuard guard =
                new SendingGuard(store.sending(), (user, limit, sent) -> notices.add(user), Clock.systemUTC());
        guard.exchange();
        return guard;
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectory(directory.resolve(name));
    }

    private static ScriptedClient client(int port, String user) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString(("\0" + user + "\0secret").getBytes(StandardCharsets.US_ASCII));
        return ScriptedClient.tls(port).expect("220").ask("EHLO client", "250").ask("AUTH PLAIN " + credentials, "235");
    }

    /** Messages of so many recipients; how many of these are accepted. */
    private static int sends(int port, String user, int messages) throws Exception {
        int all = 0;
        try (ScriptedClient client = client(port, user)) {
            for (int message = 0; message < messages; message++) {
                client.ask("MAIL FROM:<" + user + ">", "250");
                int accepted = 0;
                for (int i = 0; i < RECIPIENTS; i++) {
                    client.say("RCPT TO:<r" + i + "@far.example>");
                    accepted += client.reply().startsWith("250") ? 1 : 0;
                }
                if (accepted > 0) {
                    client.ask("DATA", "354").ask("From: <" + user + ">\r\n\r\nx\r\n.", "250");
                } else {
                    client.ask("RSET", "250");
                }
                all += accepted;
            }
        }
        return all;
    }

    private static int sendsOverManyConnections(int port) throws Exception {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                senders.add(() -> sends(port, ALICE, MESSAGES));
            }
            int all = 0;
            for (Future<Integer> each : connections.invokeAll(senders)) {
                all += each.get();
            }
            return all;
        } finally {
            connections.shutdownNow();
        }
    }

    @Test
    void isStoppedAtTheLimitOverManyConnectionsAndARestartWhileOthersSend() throws Exception {
        SendingGuard guard = guard();
        try (ServerStage stage = new ServerStage(folder("before"), guard)) {
            int port = stage.open(BuiltInPolicies.SUBMISSIONS);
            assertThat(sendsOverManyConnections(port)).isEqualTo(200);
            assertThat(sends(port, "bob@example.org", 1)).isEqualTo(RECIPIENTS);
            assertThat(stage.queue.mails().stream()
                            .filter(mail -> mail.sender().equals(ALICE))
                            .mapToInt(mail -> mail.recipients().size())
                            .sum())
                    .isEqualTo(200);
        }
        guard.write();
        try (ServerStage anew = new ServerStage(folder("after"), guard())) {
            int port = anew.open(BuiltInPolicies.SUBMISSIONS);
            assertThat(sendsOverManyConnections(port)).isZero();
            assertThat(sends(port, "bob@example.org", 1)).isEqualTo(RECIPIENTS);
        }
        Instant now = Instant.now();
        assertThat(store.sending().sent(ALICE).within(SendingPeriod.HOUR, now)).isEqualTo(200);
        assertThat(store.sending().atLimit(now)).extracting(UserAtLimit::user).containsExactly(ALICE);
        assertThat(notices).containsExactly(ALICE);
    }
}
