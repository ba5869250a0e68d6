// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep.ProxyHeaderForm;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * One connection, in lines or in bytes. Every read ends within the timeout; of a line 64 KiB are kept, and it ends within 1 MiB. Used by one thread.
 *
 * <p>A reset counts as the end of the stream: both say that the server is gone.
 */
final class ProbeConnection implements AutoCloseable {
    private static final int KEPT_OF_LINE = 65_536;
    private static final int LONGEST_LINE = 1_048_576;

    private final Endpoint endpoint;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private ProbeConnection(Endpoint endpoint, Socket socket) throws IOException {
        this.endpoint = endpoint;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /**
     * Connects, and goes on as a proxy does where the port takes connections from proxies.
     *
     * @param from the address that the client is to have; empty for the system's choice
     * @throws IOException if there is no connection within the timeout
     */
    static ProbeConnection connect(Endpoint endpoint, Optional<InetAddress> from, Duration timeout) throws IOException {
        ProbeConnection connection = connectDirectly(endpoint, from, timeout);
        if (endpoint.proxies().expected()) {
            try {
                connection.send(ProbeProxyHeader.good(connection.socket, from, endpoint.proxies()));
            } catch (IOException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** The same, with a header that no listener behind proxies takes. */
    static ProbeConnection connect(Endpoint endpoint, ProxyHeaderForm header, Duration timeout) throws IOException {
        ProbeConnection connection = connectDirectly(endpoint, Optional.empty(), timeout);
        connection.send(ProbeProxyHeader.bad(connection.socket, header));
        return connection;
    }

    private static ProbeConnection connectDirectly(Endpoint endpoint, Optional<InetAddress> from, Duration timeout)
            throws IOException {
        Socket socket = new Socket();
        try {
            if (from.isPresent() && !endpoint.proxies().expected()) {
                socket.bind(new InetSocketAddress(from.get(), 0));
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), (int) timeout.toMillis());
            return new ProbeConnection(endpoint, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /**
     * A line without its CR LF.
     *
     * @throws EOFException if the server closed the connection
     * @throws SocketTimeoutException if it said nothing in time
     */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int said = 0;
        int octet = read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("closed by the server");
            }
            if (++said > LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " octets");
            }
            if (line.size() < KEPT_OF_LINE) {
                line.write(octet);
            }
            octet = read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The next octet, or -1 at the end of the stream. */
    int read() throws IOException {
        try {
            return in.read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    /** Waits otherwise than until now. */
    void timeout(Duration timeout) throws IOException {
        socket.setSoTimeout((int) timeout.toMillis());
    }

    /** Shakes hands and goes on under TLS. */
    SSLSocket startTls(ProbeTlsClient client) throws IOException {
        SSLSocket secure = client.wrap(socket, endpoint);
        socket = secure;
        secure.startHandshake();
        in = new BufferedInputStream(secure.getInputStream());
        out = secure.getOutputStream();
        return secure;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // The connection is over either way.
            return;
        }
    }
}
