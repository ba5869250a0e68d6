// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.trust.AnyServerTrustManager;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Connects to a server, sees which certificates it presents and that it holds the key of the first, and goes. Whether they are the
 * right ones is for a person to say.
 *
 * @param host its name or address
 * @param port its port
 * @param implicitTls true if TLS begins with the first byte, false for SMTP's STARTTLS
 */
record TlsProbe(String host, int port, boolean implicitTls) {
    private static final int TIMEOUT_MILLIS = 15_000;
    /** What is kept of a line. */
    private static final int LONGEST_LINE = 2_048;
    /** Octets, and time, within which a reply must end. */
    private static final int LONGEST_REPLY = 262_144;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    KeyCandidate look() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            if (!implicitTls) {
                startTls(socket);
            }
            return handshake(socket);
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.NOT_RUNNING,
                    host + ":" + port + ": its key cannot be read with " + (implicitTls ? "implicit TLS" : "STARTTLS")
                            + ": " + e.getMessage() + "; --implicit-tls and --starttls choose the other way");
        }
    }

    private static void startTls(Socket socket) throws IOException {
        expect(socket, "220");
        say(socket, "EHLO sekisho.invalid");
        expect(socket, "250");
        say(socket, "STARTTLS");
        expect(socket, "220");
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void expect(Socket socket, String code) throws IOException {
        Octets octets = new Octets(socket.getInputStream());
        String line;
        do {
            line = octets.line();
            if (!line.startsWith(code)) {
                throw new IOException("it said " + line.replaceAll("[^\\x20-\\x7e]", "?"));
            }
        } while (line.startsWith(code + "-"));
    }

    /** One reply, read octet by octet: what follows its last line belongs to TLS. */
    private static final class Octets {
        private final InputStream in;
        private final long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        private int said;

        Octets(InputStream in) {
            this.in = in;
        }

        /** The beginning of the next line. */
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = next(); octet != '\n'; octet = next()) {
                if (line.length() < LONGEST_LINE) {
                    line.append((char) octet);
                }
            }
            return line.toString().stripTrailing();
        }

        private int next() throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("it closed the connection");
            }
            if (++said > LONGEST_REPLY || System.nanoTime() - until > 0) {
                throw new EOFException("its reply has no end");
            }
            return octet;
        }
    }

    private KeyCandidate handshake(Socket socket) throws IOException {
        try (SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(socket, host, port, true)) {
            SSLParameters parameters = tls.getSSLParameters();
            if (host.chars().anyMatch(Character::isLetter) && !host.contains(":")) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            Certificate[] presented = tls.getSession().getPeerCertificates();
            List<X509Certificate> chain =
                    Arrays.stream(presented).map(X509Certificate.class::cast).toList();
            return new KeyCandidate(KeyCandidate.pinOf(chain.get(0)), host + ":" + port, chain, Optional.of(host));
        }
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyServerTrustManager(certificate -> {})}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
