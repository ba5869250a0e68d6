// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Postfix as a peer that sends all its mail to one relay: its own configuration and queue in a folder, one port on loopback. */
final class PostfixPeer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final int port;
    private final Process master;

    private PostfixPeer(Path folder, int port, Process master) {
        this.folder = folder;
        this.port = port;
        this.master = master;
    }

    /**
     * Starts one.
     *
     * @param folder a new folder, below folders that others may enter
     * @param relayPort the port of the relay on loopback
     * @param relayKey SHA-256 over the relay's SubjectPublicKeyInfo, in hexadecimal with colons
     * @param certificates its own certificate, and whatever else it is to send along, in PEM
     * @param key the key of the first certificate, in PEM
     */
    static PostfixPeer start(Path folder, int relayPort, String relayKey, Path certificates, Path key)
            throws Exception {
        for (Path each : new Path[] {folder, folder.resolve("conf"), folder.resolve("queue"), folder.resolve("data")}) {
            Files.createDirectories(each);
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        succeed("chown", "postfix", folder.resolve("data").toString());
        int port = freePort();
        Files.writeString(folder.resolve("conf/main.cf"), main(folder, relayPort, relayKey, certificates, key));
        Files.writeString(folder.resolve("conf/master.cf"), services(port));
        succeed("postfix", "-c", folder.resolve("conf").toString(), "check");
        Process master = new ProcessBuilder(
                        "/usr/lib/postfix/sbin/master",
                        "-c",
                        folder.resolve("conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("master.log").toFile())
                .start();
        PostfixPeer peer = new PostfixPeer(folder, port, master);
        peer.awaitLog("daemon started");
        return peer;
    }

    private static String main(Path folder, int relayPort, String relayKey, Path certificates, Path key) {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                maillog_file = %1$s/data/log
                maillog_file_prefixes = %1$s
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                smtp_bind_address = 127.0.0.1
                myhostname = peer.example
                mydestination =
                local_recipient_maps =
                alias_maps =
                mynetworks = 127.0.0.0/8
                relayhost = [127.0.0.1]:%2$d
                smtp_tls_security_level = fingerprint
                smtp_tls_fingerprint_digest = sha256
                smtp_tls_fingerprint_cert_match = %3$s
                smtp_tls_cert_file = %4$s
                smtp_tls_key_file = %5$s
                smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache
                smtp_tls_loglevel = 1
                """.formatted(folder, relayPort, relayKey, certificates, key);
    }

    private static String services(int port) {
        StringBuilder services = new StringBuilder("127.0.0.1:" + port + " inet n - n - - smtpd\n"
                + "postlog unix-dgram n - n - 1 postlogd\n"
                + "tlsmgr unix - - n 1000? 1 tlsmgr\nqmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\n"
                + "cleanup unix n - n - 0 cleanup\nanvil unix - - n - 1 anvil\nscache unix - - n - 1 scache\n"
                + "proxymap unix - - n - - proxymap\nflush unix n - n 1000? 0 flush\n");
        Stream.of("bounce", "defer", "trace").forEach(name -> services.append(name + " unix - - n - 0 bounce\n"));
        Stream.of("smtp", "relay").forEach(name -> services.append(name + " unix - - n - - smtp\n"));
        Stream.of("error", "retry").forEach(name -> services.append(name + " unix - - n - - error\n"));
        return services.toString();
    }

    /** Hands a message to it, and returns what its log says became of it at the relay. */
    String send(String recipient) throws Exception {
        Command.Result taken = Command.of(
                        "swaks",
                        "--server",
                        "127.0.0.1:" + port,
                        "--from",
                        "someone@peer.example",
                        "--to",
                        recipient,
                        "--helo",
                        "client.peer.example")
                .run();
        assertThat(taken.exit()).as(taken.all()).isZero();
        return awaitLog("to=<" + recipient + ">");
    }

    /** The first line of the log that has a text in it, as soon as there is one. */
    private String awaitLog(String text) throws Exception {
        Path log = folder.resolve("data/log");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && master.isAlive()) {
            if (Files.exists(log)) {
                for (String line : Files.readAllLines(log)) {
                    if (line.contains(text)) {
                        return line;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException(text + " is not in the log of Postfix:\n" + log());
    }

    /** All that it wrote. */
    String log() throws IOException {
        Path log = folder.resolve("data/log");
        return (Files.exists(log) ? Files.readString(log) : "") + Files.readString(folder.resolve("master.log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void succeed(String... words) throws Exception {
        Command.Result result = Command.of(words).run();
        assertThat(result.exit()).as(result.all()).isZero();
    }

    @Override
    public void close() throws InterruptedException {
        master.destroy();
        if (!master.waitFor(30, TimeUnit.SECONDS)) {
            master.destroyForcibly().waitFor();
        }
    }
}
