// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that says what a test wants and expects what it must hear. */
public final class ScriptedClient implements AutoCloseable {
    private static final int TIMEOUT = 20_000;

    private Socket socket;
    private InputStream input;
    private OutputStream output;

    private ScriptedClient(Socket socket) throws IOException {
        become(socket);
        socket.setSoTimeout(TIMEOUT);
        socket.setTcpNoDelay(true);
    }

    public static ScriptedClient clear(int port) throws IOException {
        return new ScriptedClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A client at another address of this machine. */
    public static ScriptedClient clearFrom(String address, int port) throws IOException {
        return new ScriptedClient(
                new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0));
    }

    /** A client whose system takes few octets before the test reads them. */
    public static ScriptedClient tlsOfFewOctets(int port) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new ScriptedClient(socket).handshake();
    }

    public static ScriptedClient tls(int port) throws Exception {
        ScriptedClient dialogue = clear(port);
        dialogue.handshake();
        return dialogue;
    }

    /** A client at another address of the loopback network, such as 127.0.0.2. */
    public static ScriptedClient tlsFrom(String address, int port) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0);
        return new ScriptedClient(socket).handshake();
    }

    public ScriptedClient handshake() throws Exception {
        return handshake(new KeyManager[0]);
    }

    /** A genuine ClientHello, each octet as a character. */
    public static String clientHello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("mx.example.org", 25);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        hello.flip();
        return StandardCharsets.ISO_8859_1.decode(hello).toString();
    }

    /** A handshake that presents the key of a key store. */
    public ScriptedClient handshake(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, new char[0]);
        return handshake(factory.getKeyManagers());
    }

    private ScriptedClient handshake(KeyManager[] keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(true);
        secured.startHandshake();
        become(secured);
        return this;
    }

    private void become(Socket next) throws IOException {
        socket = next;
        input = next.getInputStream();
        output = next.getOutputStream();
    }

    /** Speaks deflate from now on (RFC 4978). */
    public ScriptedClient compress() {
        input = new InflaterInputStream(input, new Inflater(true));
        output = new DeflaterOutputStream(output, new Deflater(Deflater.BEST_COMPRESSION, true), true);
        return this;
    }

    /** The certificate that the server has presented. */
    public X509Certificate serverCertificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /** The client's address, as the server sees it. */
    public SocketAddress address() {
        return socket.getLocalSocketAddress();
    }

    public ScriptedClient raw(String octets) throws IOException {
        output.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        output.flush();
        return this;
    }

    public ScriptedClient say(String line) throws IOException {
        return raw(line + "\r\n");
    }

    /** Reads one reply, of however many lines, and checks how its last line begins. */
    public ScriptedClient expect(String beginning) throws IOException {
        String reply = reply();
        assertThat(reply.lines().reduce((first, last) -> last).orElse("")).startsWith(beginning);
        return this;
    }

    public ScriptedClient ask(String line, String beginning) throws IOException {
        return say(line).expect(beginning);
    }

    /** One reply with all its lines. */
    public String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = line();
            reply.append(line).append('\n');
        } while (line.matches("[0-9]{3}-.*"));
        return reply.toString();
    }

    /** The lines of a POP3 multi-line response, without its end. */
    public String multiLine() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line = line(); !line.equals("."); line = line()) {
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    /** The lines of an IMAP response up to its tagged one, which is the last. */
    public String tagged(String tag) throws IOException {
        StringBuilder lines = new StringBuilder();
        String line;
        do {
            line = line();
            lines.append(line).append('\n');
        } while (!line.startsWith(tag + " "));
        return lines.toString();
    }

    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new IOException("the connection ended after: " + line);
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    /** The next octet; -1 at the end of the connection. */
    public int octet() throws IOException {
        return input.read();
    }

    /** Reads so many octets and forgets them. */
    public ScriptedClient pass(long octets) throws IOException {
        input.skipNBytes(octets);
        return this;
    }

    /** Reads to the end of the connection; what came until then. */
    public String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        try {
            for (int octet = input.read(); octet >= 0; octet = input.read()) {
                rest.append((char) octet);
            }
        } catch (SocketException | SSLException | EOFException reset) {
            rest.append("");
        }
        return rest.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
