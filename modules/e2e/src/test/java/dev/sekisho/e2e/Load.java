// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sixteen connections to 465 that log in and send, message after message, until they are stopped or cut off. */
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    private final int port;
    private final String recipient;
    private final String prefix;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final CountDownLatch first;
    private volatile boolean stopped;
    private volatile String last = "";

    private Load(int port, String recipient, String prefix, int warm) {
        this.port = port;
        this.recipient = recipient;
        this.prefix = prefix;
        this.first = new CountDownLatch(warm);
    }

    /** Begins, and returns when so many messages have been accepted. */
    static Load start(Installation sekisho, String prefix, int warm) throws InterruptedException {
        return start(sekisho, "bob@example.org", prefix, warm);
    }

    /** The same for another recipient than bob. */
    static Load start(Installation sekisho, String recipient, String prefix, int warm) throws InterruptedException {
        Load load = new Load(sekisho.port(465), recipient, prefix, warm);
        for (int i = 0; i < CONNECTIONS; i++) {
            int connection = i;
            load.threads.execute(() -> load.send(connection));
        }
        if (!load.first.await(120, TimeUnit.SECONDS)) {
            load.close();
            throw new IllegalStateException("too few were accepted within two minutes; last: " + load.last);
        }
        return load;
    }

    /** The identifiers of all that got a 250. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    private void send(int connection) {
        int number = 0;
        while (!stopped) {
            try (TlsSession session = TlsSession.open(port)) {
                login(session, "alice@example.org");
                while (!stopped) {
                    String id = prefix + "-" + connection + "-" + number++;
                    if (submit(session, "alice@example.org", recipient, id).startsWith("250")) {
                        accepted.add(id);
                        first.countDown();
                    }
                }
            } catch (IOException cutOff) {
                last = cutOff.toString();
                // Whoever was cut off does not come back at once.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    static void login(TlsSession session, String user) throws IOException {
        session.askSmtp("EHLO client.example.net");
        String credentials = "\0" + user + "\0" + Installation.PASSWORD;
        String reply = session.askSmtp("AUTH PLAIN " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        if (!reply.startsWith("235")) {
            throw new IOException("login: " + reply);
        }
    }

    /** Sends one message, whose lines follow from its identifier. @return the reply that refused it, or the last one */
    static String submit(TlsSession session, String from, String to, String id) throws IOException {
        for (String command : new String[] {"MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">"}) {
            String reply = session.askSmtp(command);
            if (!reply.startsWith("250")) {
                session.askSmtp("RSET");
                return reply;
            }
        }
        String reply = session.askSmtp("DATA");
        return reply.startsWith("354") ? session.askSmtp(message(from, id) + ".") : reply;
    }

    /** One message in ten is larger than one chunk of the store. */
    static String message(String from, String id) {
        return "From: " + from + "\r\nX-Load: " + id + "\r\nSubject: load\r\n\r\n" + body(id);
    }

    static String body(String id) {
        Random random = new Random(id.hashCode());
        int lines = random.nextInt(10) == 0 ? 4_000 : 40;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(Long.toHexString(random.nextLong()))
                    .append(' ')
                    .append(i)
                    .append("\r\n");
        }
        return text.toString();
    }

    void stop() throws InterruptedException {
        stopped = true;
        threads.shutdown();
        if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a connection does not end");
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
