// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mail server on loopback that takes every message and keeps the text of each, by its header field X-Load. */
public final class RecordingPeer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();

    private RecordingPeer() throws IOException {}

    public static RecordingPeer start() throws IOException {
        RecordingPeer peer = new RecordingPeer();
        peer.threads.execute(peer::accept);
        return peer;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How often each message has come, by its identifier. */
    public synchronized Map<String, Integer> times() {
        return Map.copyOf(times);
    }

    /** What stood below the header of a message, with CR LF at the end of each line. */
    public synchronized String body(String id) {
        return bodies.getOrDefault(id, "");
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            say(out, "220 peer.example.net");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO")) {
                    say(out, "250-peer.example.net\r\n250-PIPELINING\r\n250 8BITMIME");
                } else if (line.equals("DATA")) {
                    say(out, "354 go on");
                    take(in);
                    say(out, "250 2.0.0 taken");
                } else {
                    say(out, line.equals("QUIT") ? "221 bye" : "250 2.0.0 fine");
                }
            }
        } catch (IOException killed) {
            // A message without its end was not taken.
            return;
        }
    }

    private void take(BufferedReader in) throws IOException {
        String id = "";
        StringBuilder body = new StringBuilder();
        boolean header = true;
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("the client was gone before the end of a message");
            }
            String plain = line.startsWith(".") ? line.substring(1) : line;
            if (!header) {
                body.append(plain).append("\r\n");
            } else if (plain.startsWith("X-Load: ")) {
                id = plain.substring("X-Load: ".length());
            }
            header = header && !plain.isEmpty();
        }
        synchronized (this) {
            times.merge(id, 1, Integer::sum);
            bodies.put(id, body.toString());
        }
    }

    private static void say(OutputStream out, String lines) throws IOException {
        out.write((lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
