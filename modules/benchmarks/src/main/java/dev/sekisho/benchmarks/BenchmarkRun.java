// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.SmtpSink;
import dev.sekisho.benchmarks.load.TestMessage;
import dev.sekisho.benchmarks.servers.KeyFiles;
import dev.sekisho.benchmarks.servers.MailDisposition;
import dev.sekisho.benchmarks.servers.MailServer;
import dev.sekisho.benchmarks.servers.PostfixDovecot;
import dev.sekisho.benchmarks.servers.SekishoDistribution;
import dev.sekisho.benchmarks.servers.ServerSetup;
import dev.sekisho.benchmarks.servers.StockJames;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts two servers, gives them the work of a benchmark, and ends them. */
final class BenchmarkRun {
    private static final String ELSEWHERE = "example.net";
    private static final long MOST_OCTETS = 512L << 20;

    private final BenchmarkOptions settings;
    private final PrintStream out;

    /** The benchmarks. */
    enum Name {
        /** Full TLS handshakes on 465. */
        HANDSHAKES,
        /** Messages accepted on 465 and thrown away. */
        RECEIVE,
        /** Messages accepted on 465 and delivered to mailboxes. */
        DELIVER,
        /** Messages accepted on 465 and handed on to another server. */
        RELAY,
        /** Messages fetched from 995 and deleted. */
        POP3,
        /** Idle TLS sessions on 465 of Sekisho alone. */
        IDLE,
        /** A mailbox of many messages, listed through 995 of Sekisho alone. */
        MAILDROP
    }

    BenchmarkRun(BenchmarkOptions settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    void run(Name name) throws IOException, InterruptedException {
        if (settings.against == BenchmarkOptions.Peer.SEKISHO && !Files.isRegularFile(settings.otherZip)) {
            throw new IOException("--against sekisho needs the package of the other build: --other-zip \""
                    + settings.otherZip + "\" is no file");
        }
        Files.createDirectories(settings.folder);
        Path folder = Files.createTempDirectory(settings.folder.toAbsolutePath(), "run");
        // Postfix and Dovecot have users of their own, who must get through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            switch (name) {
                case IDLE -> hold(folder);
                case MAILDROP -> list(folder);
                case HANDSHAKES, RECEIVE, DELIVER, RELAY, POP3 -> compare(name, folder);
            }
        } catch (IOException e) {
            out.println("what the servers said is in " + folder);
            throw e;
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void hold(Path folder) throws IOException {
        KeyFiles key = KeyFiles.make(settings.key, folder.resolve("key"));
        ServerSetup duty = new ServerSetup(
                new MailDisposition.Discarded(), settings.accounts, key, Files.createDirectory(folder.resolve("ours")));
        try (LoadGenerator load = new LoadGenerator(settings.connections);
                SekishoDistribution server =
                        SekishoDistribution.start("Sekisho", settings.zip, duty, IdleSessionsBenchmark.JAVA_OPTIONS)) {
            new IdleSessionsBenchmark(settings.sessions, Duration.ofSeconds(settings.hold), out)
                    .run(server, load, settings.accounts);
        }
    }

    private void list(Path folder) throws IOException {
        KeyFiles key = KeyFiles.make(settings.key, folder.resolve("key"));
        ServerSetup duty =
                new ServerSetup(new MailDisposition.Delivered(), 1, key, Files.createDirectory(folder.resolve("ours")));
        try (LoadGenerator load = new LoadGenerator(settings.connections);
                SekishoDistribution server =
                        SekishoDistribution.start("Sekisho", settings.zip, duty, LargeMaildropBenchmark.JAVA_OPTIONS)) {
            new LargeMaildropBenchmark(settings.maildrop, out).run(server, load);
        }
    }

    private void compare(Name name, Path folder) throws IOException, InterruptedException {
        KeyFiles key = KeyFiles.make(settings.key, folder.resolve("key"));
        out.printf("starting the servers in %s, %s keys%n", folder, settings.key);
        try (LoadGenerator load = new LoadGenerator(settings.connections);
                SmtpSink sink = new SmtpSink(key);
                MailServer ours = SekishoDistribution.start(
                        "Sekisho", settings.zip, duty(name, sink, key, folder.resolve("ours")), settings.javaOptions);
                MailServer peer = peer(duty(name, sink, key, folder.resolve("peer")))) {
            out.printf("%s is %s, %s is %s%n", ours.name(), ours.processes(), peer.name(), peer.processes());
            Comparison comparison = new Comparison(ours, peer, load, out);
            for (Workload work : works(name, sink)) {
                comparison.warm(work, settings.warm);
                comparison.compare(work, settings.pairs);
            }
        }
    }

    private ServerSetup duty(Name name, SmtpSink sink, KeyFiles key, Path folder) throws IOException {
        MailDisposition ending = switch (name) {
            case DELIVER, POP3, MAILDROP -> new MailDisposition.Delivered();
            case RELAY -> new MailDisposition.Relayed(sink.port());
            case HANDSHAKES, RECEIVE, IDLE -> new MailDisposition.Discarded();
        };
        return new ServerSetup(ending, settings.accounts, key, Files.createDirectory(folder));
    }

    private MailServer peer(ServerSetup duty) throws IOException {
        return switch (settings.against) {
            case STOCK -> StockJames.start(settings.stockLibraries, duty, List.of(settings.javaOptions.split(" ", -1)));
            case POSTFIX -> PostfixDovecot.start(duty);
            case SEKISHO -> SekishoDistribution.start("other", settings.otherZip, duty, settings.javaOptions);
        };
    }

    private List<Workload> works(Name name, SmtpSink sink) {
        return switch (name) {
            case HANDSHAKES -> List.of(new HandshakeWorkload(settings.messages));
            case RECEIVE -> List.copyOf(submissions(TestAccount.DOMAIN, false));
            case DELIVER -> List.copyOf(submissions(TestAccount.DOMAIN, true));
            case RELAY ->
                submissions(ELSEWHERE, false).stream()
                        .<Workload>flatMap(handedIn ->
                                Stream.of(false, true).map(encrypted -> new RelayWorkload(handedIn, sink, encrypted)))
                        .toList();
            case IDLE, MAILDROP -> throw new IllegalArgumentException(name + " compares nothing");
            case POP3 ->
                List.of(Pop3FetchWorkload.of(
                        settings.accounts, Math.max(1, settings.messages / 10 / settings.accounts)));
        };
    }

    private List<SubmissionWorkload> submissions(String domain, boolean delivered) {
        MailboxProbe mailboxes = new MailboxProbe(settings.accounts, delivered);
        List<SubmissionWorkload> works = new ArrayList<>();
        for (int size : settings.sizes) {
            int messages = (int) Math.min(settings.messages, Math.max(settings.connections, MOST_OCTETS / size));
            for (int perConnection : settings.perConnection) {
                works.add(new SubmissionWorkload(
                        messages, 1, perConnection, settings.accounts, TestMessage.of(size), domain, mailboxes));
            }
        }
        return works;
    }
}
