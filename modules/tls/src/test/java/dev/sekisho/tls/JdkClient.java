// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client of the JDK's engine, which trusts any server and remembers its sessions from one connection to the next. */
final class JdkClient {
    private final SSLContext context;
    private Optional<String> serverName = Optional.empty();
    private String[] versions = {"TLSv1.3", "TLSv1.2"};
    private String[] suites = {};

    private JdkClient(KeyManager[] keys) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new AnyServer()}, null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static JdkClient withoutCertificate() {
        return new JdkClient(null);
    }

    static JdkClient with(Identity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "client", identity.key(), new char[0], identity.chain().toArray(new X509Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return new JdkClient(factory.getKeyManagers());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    JdkClient naming(String host) {
        serverName = Optional.of(host);
        return this;
    }

    JdkClient versions(String... names) {
        versions = names;
        return this;
    }

    JdkClient suites(String... names) {
        suites = names;
        return this;
    }

    Session connect(int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(15_000);
            SSLParameters parameters = socket.getSSLParameters();
            serverName.ifPresent(name -> parameters.setServerNames(List.of(new SNIHostName(name))));
            parameters.setProtocols(versions);
            if (suites.length > 0) {
                parameters.setCipherSuites(suites);
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            Session session = new Session(socket);
            session.readLine();
            return session;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    static final class Session implements AutoCloseable {
        final SSLSocket socket;
        private final BufferedReader in;
        private final OutputStream out;

        Session(SSLSocket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            this.out = socket.getOutputStream();
        }

        String readLine() throws IOException {
            return in.readLine();
        }

        String ask(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return in.readLine();
        }

        X509Certificate leaf() throws IOException {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new AssertionError("a client only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
