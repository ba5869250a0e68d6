// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.guesses;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that connects from an address of its own and sends credentials: once on 465, or any number of times on 993. For one thread. */
final class GuessingClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 120_000;
    private static final SSLContext CONTEXT = context();

    private final SSLSocket socket;
    private final BufferedReader in;

    private GuessingClient(InetAddress from, InetSocketAddress server) throws IOException {
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(TIMEOUT_MILLIS);
        plain.bind(new InetSocketAddress(from, 0));
        plain.connect(server, TIMEOUT_MILLIS);
        this.socket = (SSLSocket)
                CONTEXT.getSocketFactory().createSocket(plain, server.getHostString(), server.getPort(), true);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        line();
    }

    /** Connects. */
    static GuessingClient connect(InetAddress from, InetSocketAddress server) throws IOException {
        return new GuessingClient(from, server);
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyServer()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Sends EHLO and AUTH PLAIN; the code of the reply. */
    int authenticate(String user, String password) throws IOException {
        say("EHLO client.example");
        String reply = line();
        while (reply.startsWith("250-")) {
            reply = line();
        }
        byte[] message = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        say("AUTH PLAIN " + Base64.getEncoder().encodeToString(message));
        return Integer.parseInt(line().substring(0, 3));
    }

    /** Sends LOGIN of IMAP; the answer after the tag. */
    String login(String user, String password) throws IOException {
        say("a LOGIN " + user + " " + password);
        String answer = line();
        while (!answer.startsWith("a ")) {
            answer = line();
        }
        return answer.substring(2);
    }

    private void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the server has closed the connection");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What is measured is not the client's trust. */
    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("a client asks nobody for a certificate");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
