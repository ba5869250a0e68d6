// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server with a database for Sekisho, whose user has a password; it writes to disk as it does by itself, and can be killed. */
public final class PostgresqlServer implements AutoCloseable {
    public static final String PASSWORD = "a shared horse";

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresqlServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    public static PostgresqlServer start() throws Exception {
        PostgresqlServer server = new PostgresqlServer(programs(), ownFolder(), freePort());
        Path password = server.folder.resolve("password");
        server.asItsUser("sh", "-c", "echo '" + PASSWORD + "' > " + password);
        server.asItsUser(
                server.program("initdb"),
                "--pgdata=" + server.data(),
                "--username=sekisho",
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8");
        server.run();
        return server;
    }

    /** Starts it; once it was killed, as soon as its children have noticed. */
    public void run() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            Command.Result started = command(
                            program("pg_ctl"),
                            "--pgdata=" + data(),
                            "--log=" + folder.resolve("server.log"),
                            "--wait",
                            "--options=-h 127.0.0.1 -p " + port + " -k " + folder,
                            "start")
                    .run();
            if (started.exit() == 0) {
                return;
            }
            assertThat(System.nanoTime()).as(started.all()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** SIGKILL to the server's first process; its children end when they notice. */
    public void kill() throws Exception {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get(30, TimeUnit.SECONDS);
    }

    public void stop() throws Exception {
        asItsUser(program("pg_ctl"), "--pgdata=" + data(), "--mode=fast", "--wait", "stop");
    }

    /** Has an installation keep its mail here. */
    public void use(Installation sekisho) throws IOException {
        use(sekisho, PASSWORD);
    }

    public void use(Installation sekisho, String password) throws IOException {
        sekisho.withoutStore();
        Path conf = sekisho.home().resolve("conf");
        Files.writeString(conf.resolve("store.password"), password + "\n");
        Files.writeString(
                conf.resolve("store.xml"),
                "<store><postgresql><host>127.0.0.1</host><port>" + port + "</port><database>postgres</database>"
                        + "<password file=\"store.password\"/></postgresql></store>");
    }

    /** Has deliveries wait in the middle of their transactions until it is closed. */
    public final class Hold implements AutoCloseable {
        private static final String SLEEP = "SELECT pg_sleep(600)";

        private final Process holder;

        private Hold() throws Exception {
            String lock = "LOCK TABLE mailboxes IN EXCLUSIVE MODE";
            ProcessBuilder builder = new ProcessBuilder(psql("-c", "BEGIN", "-c", lock, "-c", SLEEP))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("PGPASSWORD", PASSWORD);
            holder = builder.start();
            awaitLock("granted AND mode = 'ExclusiveLock'");
        }

        /** Until a delivery waits for it. */
        public void awaitDelivery() throws Exception {
            awaitLock("NOT granted");
        }

        private void awaitLock(String which) throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (ask("SELECT count(*) FROM pg_locks WHERE relation = 'mailboxes'::regclass AND " + which)
                    .equals("0")) {
                assertThat(System.nanoTime()).as(which).isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }

        @Override
        public void close() throws Exception {
            ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = '" + SLEEP + "'");
            holder.waitFor();
        }
    }

    public Hold holdMailboxes() throws Exception {
        return new Hold();
    }

    /** One statement. @return what it printed */
    public String ask(String statement) throws Exception {
        Command.Result result =
                Command.of(psql("-c", statement)).with("PGPASSWORD", PASSWORD).run();
        assertThat(result.exit()).as(result.all()).isZero();
        return result.output().strip();
    }

    private String[] psql(String... options) {
        List<String> words = new ArrayList<>(
                List.of(program("psql"), "-h", "127.0.0.1", "-p", "" + port, "-U", "sekisho", "-d", "postgres", "-At"));
        words.addAll(Arrays.asList(options));
        return words.toArray(String[]::new);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("on Debian: apt-get install -y postgresql"));
        }
    }

    private static Path ownFolder() throws Exception {
        return Path.of(asItsUser("mktemp", "-d", "/tmp/sekisho-postgresql-XXXXXX")
                .output()
                .strip());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** PostgreSQL does not run as root; the package's own user does. */
    private static Command command(String... words) {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(Arrays.asList(words));
        return Command.of(all.toArray(String[]::new));
    }

    private static Command.Result asItsUser(String... words) throws Exception {
        Command.Result result = command(words).run();
        assertThat(result.exit()).as(result.all()).isZero();
        return result;
    }

    @Override
    public void close() throws Exception {
        command(program("pg_ctl"), "--pgdata=" + data(), "--mode=immediate", "--wait", "stop")
                .run();
        asItsUser("rm", "-r", folder.toString());
    }
}
