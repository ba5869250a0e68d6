// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Logbook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Postfix of its own: configuration, queue and log in one folder, which knows nothing of the system's. */
final class Postfix implements AutoCloseable {
    private final Path folder;
    private final Process master;

    private Postfix(Path folder, Process master) {
        this.folder = folder;
        this.master = master;
    }

    /**
     * Starts one.
     *
     * @param folder where it lives, below folders that others may enter; what an earlier one left there stays
     * @param main lines of {@code main.cf}
     * @param listeners lines of {@code master.cf} for the ports it listens on
     */
    static Postfix start(Path folder, String main, String listeners) throws Exception {
        for (Path each : new Path[] {folder, folder.resolve("conf"), folder.resolve("queue"), folder.resolve("data")}) {
            Files.createDirectories(each);
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Command.of("chown", "postfix", folder.resolve("data").toString()).succeed();
        Files.writeString(folder.resolve("conf/main.cf"), common(folder) + main);
        Files.writeString(folder.resolve("conf/master.cf"), listeners + services());
        Command.of("postfix", "-c", folder.resolve("conf").toString(), "check").succeed();
        Logbook log = new Logbook(folder.resolve("data/log"));
        long before = log.count("daemon started");
        Process master = new ProcessBuilder(
                        "/usr/lib/postfix/sbin/master",
                        "-c",
                        folder.resolve("conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("master.log").toFile())
                .start();
        Postfix postfix = new Postfix(folder, master);
        log.await("daemon started", before + 1, master::isAlive);
        return postfix;
    }

    private static String common(Path folder) {
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
                """.formatted(folder);
    }

    private static String services() {
        StringBuilder services = new StringBuilder(
                "postlog unix-dgram n - n - 1 postlogd\npickup unix n - n 60 1 pickup\n"
                        + "tlsmgr unix - - n 1000? 1 tlsmgr\nqmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\n"
                        + "cleanup unix n - n - 0 cleanup\nanvil unix - - n - 1 anvil\nscache unix - - n - 1 scache\n"
                        + "proxymap unix - - n - - proxymap\nflush unix n - n 1000? 0 flush\nvirtual unix - n n - - virtual\n");
        Stream.of("bounce", "defer", "trace").forEach(name -> services.append(name + " unix - - n - 0 bounce\n"));
        Stream.of("smtp", "relay").forEach(name -> services.append(name + " unix - - n - - smtp\n"));
        Stream.of("error", "retry").forEach(name -> services.append(name + " unix - - n - - error\n"));
        return services.toString();
    }

    /** What it has written to its log. */
    Logbook log() {
        return new Logbook(folder.resolve("data/log"));
    }

    /** The first line of its log with this text, as soon as there is one. */
    String awaitLog(String text) throws Exception {
        return log().await(text, 1, master::isAlive);
    }

    /** The first line of its log that says that a message went out to a recipient, as soon as there is one. */
    String awaitSent(String recipient) throws Exception {
        return log().await(
                        line -> line.contains("to=<" + recipient + ">") && line.contains("status=sent (250 2.0.0 OK"),
                        1,
                        master::isAlive,
                        recipient + " is sent to");
    }

    /** Has it try all that it has kept. */
    void flush() throws Exception {
        Command.of("postqueue", "-c", folder.resolve("conf").toString(), "-f").succeed();
    }

    @Override
    public void close() throws InterruptedException {
        master.destroy();
        if (!master.waitFor(30, TimeUnit.SECONDS)) {
            master.destroyForcibly().waitFor();
        }
    }
}
