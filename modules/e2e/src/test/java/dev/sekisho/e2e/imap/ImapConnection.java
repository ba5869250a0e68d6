// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.TlsSession;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection to 993. */
final class ImapConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 120_000;

    private final Socket socket;
    private final ResponseReader reader;
    private int tags;

    private ImapConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.reader = new ResponseReader(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects and logs in. */
    static ImapConnection login(Installation sekisho, String user) throws IOException {
        ImapConnection connection = new ImapConnection(TlsSession.connect(sekisho.port(993)));
        connection.next();
        connection.ok("LOGIN " + user + " \"" + Installation.PASSWORD + "\"");
        return connection;
    }

    /** Sends a command. @return its responses; the last one is tagged */
    List<ImapResponse> command(String line) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " " + line + "\r\n");
        return until(tag);
    }

    /** A command that has to be answered with OK. */
    List<ImapResponse> ok(String line) throws IOException {
        List<ImapResponse> responses = command(line);
        ImapResponse last = responses.get(responses.size() - 1);
        if (!last.word(1).equals("OK")) {
            throw new AssertionError(line + " was answered " + last);
        }
        return responses;
    }

    /** IDLE for a while. @return what was told meanwhile */
    List<ImapResponse> idle(long millis) throws IOException, InterruptedException {
        String tag = "t" + ++tags;
        send(tag + " IDLE\r\n");
        List<ImapResponse> responses = new ArrayList<>();
        for (ImapResponse response = next(); !response.word(0).equals("+"); response = next()) {
            responses.add(response);
        }
        Thread.sleep(millis);
        send("DONE\r\n");
        responses.addAll(until(tag));
        return responses;
    }

    private List<ImapResponse> until(String tag) throws IOException {
        List<ImapResponse> responses = new ArrayList<>();
        while (true) {
            ImapResponse response = next();
            if (response.word(1).equals("BYE")) {
                throw new IOException("the server said " + response);
            }
            responses.add(response);
            if (response.isTagged(tag)) {
                return responses;
            }
        }
    }

    private ImapResponse next() throws IOException {
        return reader.next();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
