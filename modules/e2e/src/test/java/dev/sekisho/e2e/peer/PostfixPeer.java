// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Postfix as a peer that sends all its mail to one relay. */
public final class PostfixPeer implements AutoCloseable {
    private final Postfix postfix;
    private final int port;

    private PostfixPeer(Postfix postfix, int port) {
        this.postfix = postfix;
        this.port = port;
    }

    /**
     * Starts one that knows the relay by its key.
     *
     * @param folder a new folder, below folders that others may enter
     * @param relayPort the port of the relay on loopback
     * @param relayKey SHA-256 over the relay's SubjectPublicKeyInfo, in hexadecimal with colons
     * @param certificates its own certificate, and whatever else it is to send along, in PEM
     * @param key the key of the first certificate, in PEM
     */
    public static PostfixPeer start(Path folder, int relayPort, String relayKey, Path certificates, Path key)
            throws Exception {
        return start(folder, """
                relayhost = [127.0.0.1]:%d
                smtp_tls_security_level = fingerprint
                smtp_tls_fingerprint_digest = sha256
                smtp_tls_fingerprint_cert_match = %s
                smtp_tls_cert_file = %s
                smtp_tls_key_file = %s
                """.formatted(relayPort, relayKey, certificates, key));
    }

    /**
     * Starts one.
     *
     * @param folder a new folder, below folders that others may enter
     * @param sending how it sends: lines of {@code main.cf}
     */
    public static PostfixPeer start(Path folder, String sending) throws Exception {
        int port = freePort();
        String main = """
                mynetworks = 127.0.0.0/8
                smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache
                smtp_tls_loglevel = 1
                """ + sending;
        return new PostfixPeer(Postfix.start(folder, main, "127.0.0.1:" + port + " inet n - n - - smtpd\n"), port);
    }

    /** Hands a message to it, and returns what its log says became of it at the relay. */
    public String send(String recipient) throws Exception {
        Command.of(
                        "swaks",
                        "--server",
                        "127.0.0.1:" + port,
                        "--from",
                        "someone@peer.example",
                        "--to",
                        recipient,
                        "--helo",
                        "client.peer.example")
                .succeed();
        return postfix.awaitLog("to=<" + recipient + ">");
    }

    /** Has it try all that it has kept. */
    public void flush() throws Exception {
        postfix.flush();
    }

    /** Waits for a message to be sent on to a recipient. */
    public String awaitSent(String recipient) throws Exception {
        return postfix.awaitSent(recipient);
    }

    /** All that it wrote. */
    public String log() throws IOException {
        return postfix.log().text();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        postfix.close();
    }
}
