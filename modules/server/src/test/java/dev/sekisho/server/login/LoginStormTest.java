// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.Store;
import dev.sekisho.store.domains.SqlDomainList;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.password.scheme.Pbkdf2;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.users.SqlUsersRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many logins at once, each of which takes as long as a latch says. The stage has four workers. */
class LoginStormTest {
    private static final int MANY = 20;
    private static final Username ALICE = Username.of("alice@example.org");

    @TempDir
    Path folder;

    private final List<ScriptedClient> clients = new ArrayList<>();
    private volatile CountDownLatch deriving = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private Store store;
    private ServerStage stage;
    private int port;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(
                DatabaseSettings.Sqlite.at(folder.resolve("sekisho.db")), new PasswordHasher(10, this::derive));
        store.domains().add(Domain.of("example.org"));
        store.users().add(ALICE, "secret");
        for (int i = 0; i < MANY; i++) {
            store.users().add(Username.of("user" + i + "@example.org"), "secret");
        }
        stage = new ServerStage(folder, new SqlUsersRepository(new SqlDomainList(store.domains()), store.users()));
        port = stage.open(BuiltInPolicies.SUBMISSIONS);
    }

    private byte[] derive(String password, int iterations, byte[] salt) {
        deriving.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Pbkdf2.sha256(password, iterations, salt);
    }

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        for (ScriptedClient client : clients) {
            client.close();
        }
        stage.close();
        store.close();
    }

    private ScriptedClient client() throws Exception {
        return greeted(ScriptedClient.tls(port));
    }

    private ScriptedClient clientAt(String address) throws Exception {
        return greeted(ScriptedClient.tlsFrom(address, port));
    }

    private ScriptedClient greeted(ScriptedClient client) throws Exception {
        clients.add(client);
        return client.expect("220").ask("EHLO client.example", "250");
    }

    private static String auth(String user) {
        return auth(user, "secret");
    }

    private static String auth(String user, String password) {
        String plain = "\0" + user + "@example.org\0" + password;
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whoHasLoggedInBeforeLogsInAndSendsWhileManyOthersWaitForTheirTurn() throws Exception {
        client().ask(auth("alice"), "235");
        gate = new CountDownLatch(1);
        List<ScriptedClient> waiting = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            waiting.add(client().say(auth("user" + i)));
        }
        client().ask(auth("alice"), "235")
                .ask("MAIL FROM:<alice@example.org>", "250")
                .ask("RCPT TO:<bob@example.org>", "250")
                .ask("DATA", "354")
                .raw("From: alice@example.org\r\n\r\nHello\r\n.\r\n")
                .expect("250");
        gate.countDown();
        for (ScriptedClient each : waiting) {
            each.expect("235");
        }
    }

    @Test
    void devicesOfAUserThatWereNeverSeenAllLogInAtOnceThoughTheirAccountWasGuessed() throws Exception {
        clientAt("127.0.0.2").ask(auth("alice", "wrong"), "535");
        clientAt("127.0.0.3").ask(auth("alice", "wrong"), "535");
        List<ScriptedClient> devices = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            devices.add(clientAt("127.0.1." + i));
        }
        gate = new CountDownLatch(1);
        deriving = new CountDownLatch(1);
        for (ScriptedClient device : devices) {
            device.say(auth("alice"));
        }
        deriving.await();
        gate.countDown();
        for (ScriptedClient device : devices) {
            device.expect("235");
        }
    }
}
