// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** The server's end of one connection, in the hands of a script. */
public final class ScriptedConnection {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private volatile boolean encrypted;

    ScriptedConnection(Socket socket) throws IOException {
        use(socket);
    }

    private void use(Socket next) throws IOException {
        socket = next;
        in = new BufferedInputStream(next.getInputStream());
        out = next.getOutputStream();
    }

    /** All lines that came, but for the messages. */
    public List<String> heard() {
        return heard;
    }

    /** The messages that came whole, as they were on the wire but for the dots. */
    public List<String> messages() {
        return messages;
    }

    /** Whether TLS has begun. */
    public boolean encrypted() {
        return encrypted;
    }

    /** Says lines in one packet. */
    public void say(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The next line. */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the client has gone");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r")) {
            throw new IOException("a line without CR: " + text);
        }
        String command = text.substring(0, text.length() - 1);
        heard.add(command);
        return command;
    }

    /** Reads on until a line begins with this. */
    public String until(String verb) throws IOException {
        for (String line = line(); ; line = line()) {
            if (line.startsWith(verb)) {
                return line;
            }
        }
    }

    /** Reads the data of DATA and keeps it. */
    public void data() throws IOException {
        int before = heard.size();
        StringBuilder message = new StringBuilder();
        for (String line = line(); !line.equals("."); line = line()) {
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        while (heard.size() > before) {
            heard.remove(heard.size() - 1);
        }
        messages.add(message.toString());
    }

    /** Reads so many octets of a chunk. */
    public String octets(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    /** Keeps a message that came in chunks. */
    public void keep(String message) {
        messages.add(message);
    }

    /** Begins TLS. */
    public void startTls(SelfSignedKey key) throws IOException {
        SSLSocket tls = (SSLSocket) key.context().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        encrypted = true;
        use(tls);
    }

    /** Waits until the client goes. */
    public void stall() throws IOException {
        while (in.read() >= 0) {
            // It may say what it likes.
        }
    }

    /** Waits until the connection has ended and its script with it. */
    public void awaitEnd() throws InterruptedException {
        if (!ended.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the connection has not ended");
        }
    }

    void close() throws IOException {
        ended.countDown();
        socket.close();
    }
}
