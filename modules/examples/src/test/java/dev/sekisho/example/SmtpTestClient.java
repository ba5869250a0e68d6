// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Speaks SMTP a line at a time, on loopback, and believes any certificate. For one thread. */
final class SmtpTestClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private String reply = "";

    private SmtpTestClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(30_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static SmtpTestClient clear(int port) throws IOException {
        return new SmtpTestClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static SmtpTestClient tls(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyServer()}, null);
        return new SmtpTestClient(context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    /** Sends a line, and asserts how the last line of the reply begins. */
    SmtpTestClient ask(String line, String beginning) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return expect(beginning);
    }

    SmtpTestClient expect(String beginning) throws IOException {
        StringBuilder all = new StringBuilder();
        String line;
        do {
            line = String.valueOf(in.readLine());
            all.append(line).append('\n');
        } while (line.length() > 3 && line.charAt(3) == '-');
        reply = all.toString();
        assertThat(line).startsWith(beginning);
        return this;
    }

    /** The last reply, with all its lines. */
    String reply() {
        return reply;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class AnyServer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
