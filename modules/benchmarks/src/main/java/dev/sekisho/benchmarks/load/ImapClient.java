// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A client of IMAP that waits for each answer, and does as little as it can with it: it looks for the tagged line and counts the untagged ones.
 * TLS 1.3 with one cipher suite, whatever server it is. For one thread.
 */
public final class ImapClient implements AutoCloseable {
    private static final String SUITE = "TLS_AES_256_GCM_SHA384";
    private static final int MOST_KEPT = 1 << 20;
    private static final int TIMEOUT_MILLIS = 600_000;
    /** No line of a message begins so. */
    private static final String TAG = "zq";

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int commands;

    private ImapClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Connects, and logs the user in. */
    public static ImapClient login(InetSocketAddress server, TestAccount user) throws IOException {
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(TIMEOUT_MILLIS);
        plain.connect(server);
        SSLSocket socket = (SSLSocket)
                context().getSocketFactory().createSocket(plain, server.getHostString(), server.getPort(), true);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.setEnabledCipherSuites(new String[] {SUITE});
        ImapClient client = new ImapClient(socket);
        client.greeting();
        client.run("LOGIN " + user.address() + " " + TestAccount.PASSWORD);
        return client;
    }

    private static SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("there is no TLS", e);
        }
    }

    private void greeting() throws IOException {
        int octet;
        do {
            octet = read();
        } while (octet != '\n');
    }

    /**
     * Sends a command, and reads its answer.
     *
     * @throws IOException if it is not OK
     */
    public ImapReply run(String command) throws IOException {
        return run(command.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with any octets, such as literals that do not wait. */
    public ImapReply run(byte[] command) throws IOException {
        String tag = TAG + ++commands + " ";
        ByteArrayOutputStream sent = new ByteArrayOutputStream(command.length + 16);
        sent.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
        sent.writeBytes(command);
        sent.write('\r');
        sent.write('\n');
        sent.writeTo(out);
        out.flush();
        return reply(tag);
    }

    private ImapReply reply(String tag) throws IOException {
        byte[] awaited = tag.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
        int untagged = 0;
        long octets = 0;
        boolean tagged = false;
        while (!tagged) {
            // A line, or as much of it as there is.
            int first = peek();
            untagged += first == '*' ? 1 : 0;
            tagged = first == awaited[0] && startsWith(awaited);
            octets += line(kept);
        }
        String text = kept.toString(StandardCharsets.ISO_8859_1);
        int last = text.lastIndexOf("\r\n" + tag);
        String status = text.substring(last < 0 ? 0 : last + 2);
        if (octets <= MOST_KEPT && !status.startsWith(tag + "OK")) {
            throw new IOException("IMAP, command " + tag + "was answered " + status.strip());
        }
        return new ImapReply(untagged, octets, text);
    }

    /** Reads to the end of the line; returns how many octets it has. */
    private long line(ByteArrayOutputStream kept) throws IOException {
        long octets = 0;
        while (true) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            boolean whole = stop < end;
            int next = whole ? stop + 1 : stop;
            octets += next - at;
            if (kept.size() < MOST_KEPT) {
                kept.write(buffer, at, next - at);
            }
            at = next;
            if (whole) {
                return octets;
            }
            fill();
        }
    }

    private boolean startsWith(byte[] awaited) throws IOException {
        while (end - at < awaited.length) {
            more();
        }
        for (int i = 0; i < awaited.length; i++) {
            if (buffer[at + i] != awaited[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads on behind what is there. */
    private void more() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw new IOException("the server has closed the connection");
        }
        end += count;
    }

    private int peek() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at];
    }

    private int read() throws IOException {
        int octet = peek();
        at++;
        return octet;
    }

    private void fill() throws IOException {
        at = 0;
        end = 0;
        more();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The servers' certificates are made for the benchmark. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
