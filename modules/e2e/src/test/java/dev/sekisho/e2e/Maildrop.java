// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What lies in a maildrop, read through 995. */
final class Maildrop implements AutoCloseable {
    private final TlsSession session;

    private Maildrop(TlsSession session) {
        this.session = session;
    }

    /** Opens it; the reply to PASS must be good. */
    static Maildrop open(Installation sekisho, String user) throws IOException {
        TlsSession session = TlsSession.open(sekisho.port(995));
        session.ask("USER " + user);
        String reply = session.ask("PASS " + Installation.PASSWORD);
        if (!reply.startsWith("+OK")) {
            session.close();
            throw new IOException(reply);
        }
        return new Maildrop(session);
    }

    int count() throws IOException {
        return Integer.parseInt(session.ask("STAT").split(" ")[1]);
    }

    /** The lines of a message, CR LF behind each. */
    String retrieve(int number) throws IOException {
        assertThat(session.ask("RETR " + number)).startsWith("+OK");
        StringBuilder text = new StringBuilder();
        for (String line = session.hear(); !line.equals("."); line = session.hear()) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return text.toString();
    }

    /** Waits until all of the load has arrived and nothing more does; how often each message is there, each of them whole. */
    static Map<String, Integer> settled(Installation sekisho, Set<String> awaited) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        Map<String, Integer> seen = new HashMap<>();
        int read = 0;
        int quiet = 0;
        while (quiet < 3 && System.nanoTime() < end) {
            try (Maildrop maildrop = open(sekisho, "bob@example.org")) {
                int count = maildrop.count();
                for (int number = read + 1; number <= count; number++) {
                    seen.merge(maildrop.identifierOfWhole(number), 1, Integer::sum);
                }
                quiet = count == read && seen.keySet().containsAll(awaited) ? quiet + 1 : 0;
                read = count;
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        List<String> missing = new ArrayList<>(awaited);
        missing.removeAll(seen.keySet());
        assertThat(missing).as("accepted and not delivered").isEmpty();
        return seen;
    }

    private String identifierOfWhole(int number) throws IOException {
        String text = retrieve(number);
        int at = text.indexOf("X-Load: ") + "X-Load: ".length();
        String id = text.substring(at, text.indexOf("\r\n", at));
        assertThat(text).as(id).endsWith("\r\n\r\n" + Load.body(id));
        return id;
    }

    @Override
    public void close() throws IOException {
        session.ask("QUIT");
        session.close();
    }
}
