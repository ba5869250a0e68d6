// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A server on loopback: the wire and TLS are done here, what is answered is its brain's. A thread for each connection. */
final class FakeServer implements AutoCloseable {

    /** What the server thinks on one connection. */
    interface Brain {
        /** What is said first. */
        String greeting();

        /** The answer to a line; one that ended in a bare LF still has it. */
        Answer answer(String line);

        /** TLS has begun. */
        void tlsBegan(boolean certificateShown);
    }

    /** What is said, and what is done then. */
    record Answer(String text, Then then) {
        enum Then {
            GO_ON,
            /** Nothing is said. */
            LISTEN,
            START_TLS,
            CLOSE
        }

        static Answer of(String text) {
            return new Answer(text, Then.GO_ON);
        }
    }

    /** Faults of the wire. */
    enum WireFlaw {
        EXECUTES_WHAT_FOLLOWS_STARTTLS,
        GREETS_IN_CLEAR_ON_A_TLS_PORT,
        ACCEPTS_TLS_1_0,
        SAYS_NOTHING
    }

    private final ServerSocket listening;
    private final boolean implicitTls;
    private final Supplier<Brain> brains;
    private final Set<WireFlaw> flaws;
    private final SSLContext tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread accepting;

    FakeServer(boolean implicitTls, Supplier<Brain> brains, WireFlaw... flaws) throws Exception {
        this.implicitTls = implicitTls;
        this.brains = brains;
        this.flaws = Set.of(flaws);
        this.tls = context();
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        this.accepting = new Thread(this::accept, "fake server");
        accepting.start();
    }

    InetAddress address() {
        return listening.getInetAddress();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                new Thread(() -> serve(socket), "fake connection").start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            if (flaws.contains(WireFlaw.SAYS_NOTHING)) {
                while (socket.getInputStream().read() >= 0) {
                    continue;
                }
                return;
            }
            talk(socket, brains.get());
        } catch (IOException gone) {
            return;
        } finally {
            open.remove(accepted);
        }
    }

    private void talk(Socket first, Brain brain) throws IOException {
        Socket socket = first;
        if (implicitTls) {
            if (flaws.contains(WireFlaw.GREETS_IN_CLEAR_ON_A_TLS_PORT)) {
                write(socket.getOutputStream(), brain.greeting());
            }
            socket = handshake(socket, brain);
        }
        write(socket.getOutputStream(), brain.greeting());
        for (String line = read(socket.getInputStream()); line != null; line = read(socket.getInputStream())) {
            Answer answer = brain.answer(line);
            boolean followed = socket.getInputStream().available() > 0;
            if (answer.then() == Answer.Then.LISTEN) {
                continue;
            }
            write(socket.getOutputStream(), answer.text());
            if (answer.then() == Answer.Then.CLOSE) {
                return;
            }
            if (answer.then() == Answer.Then.START_TLS) {
                if (followed && !flaws.contains(WireFlaw.EXECUTES_WHAT_FOLLOWS_STARTTLS)) {
                    return;
                }
                String injected = followed ? read(socket.getInputStream()) : null;
                socket = handshake(socket, brain);
                if (injected != null) {
                    write(socket.getOutputStream(), brain.answer(injected).text());
                }
            }
        }
    }

    private Socket handshake(Socket socket, Brain brain) throws IOException {
        if (flaws.contains(WireFlaw.ACCEPTS_TLS_1_0) && oldHello(socket)) {
            socket.getOutputStream().write(22);
            throw new IOException("enough");
        }
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.setWantClientAuth(true);
        secure.startHandshake();
        brain.tlsBegan(secure.getSession().getLocalPrincipal() != null && shown(secure));
        return secure;
    }

    /** Whether the version in a ClientHello is TLS 1.0; such a server does nothing else. */
    private static boolean oldHello(Socket socket) throws IOException {
        byte[] head = socket.getInputStream().readNBytes(11);
        return head.length == 11 && head[10] == 1;
    }

    private static boolean shown(SSLSocket secure) {
        try {
            return secure.getSession().getPeerCertificates().length > 0;
        } catch (javax.net.ssl.SSLPeerUnverifiedException none) {
            return false;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                boolean bare = line.isEmpty() || line.charAt(line.length() - 1) != '\r';
                return line.toString().stripTrailing() + (bare ? "\n" : "");
            }
            line.append((char) octet);
        }
        return null;
    }

    private static SSLContext context() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.now().minus(Duration.ofDays(1))),
                                Date.from(Instant.now().plus(Duration.ofDays(1))),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry("key", pair.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new AnyClient()}, null);
        return context;
    }

    private static final class AnyClient implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        accepting.join();
    }
}
