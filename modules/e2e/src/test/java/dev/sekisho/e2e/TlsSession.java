// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A session on a port with implicit TLS, held open by a client that takes any certificate and looks at it. */
final class TlsSession implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final SSLSocket socket;
    private final BufferedReader in;

    private TlsSession(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Connects and hears the greeting. */
    static TlsSession open(int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            TlsSession session = new TlsSession(socket);
            session.in.readLine();
            return session;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The certificate that the server showed. */
    X509Certificate certificate() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** Says a line, and hears one. */
    String ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return in.readLine();
    }

    /** The next line; null at the end. */
    String hear() throws IOException {
        return in.readLine();
    }

    /** Says a line of SMTP, and hears the last line of its reply. */
    String askSmtp(String line) throws IOException {
        String heard = ask(line);
        while (heard != null && heard.length() > 3 && heard.charAt(3) == '-') {
            heard = in.readLine();
        }
        if (heard == null) {
            throw new EOFException("the connection ended");
        }
        return heard;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket peer) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket peer) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
