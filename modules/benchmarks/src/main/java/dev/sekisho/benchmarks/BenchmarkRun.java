// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.guesses.GuessesBenchmark;
import dev.sekisho.benchmarks.imap.ImapComparison;
import dev.sekisho.benchmarks.load.LoadGenerator;
import dev.sekisho.benchmarks.load.SmtpSink;
import dev.sekisho.benchmarks.load.TestMessage;
import dev.sekisho.benchmarks.servers.Dovecot;
import dev.sekisho.benchmarks.servers.ImapServer;
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

    private final BenchmarkOptions options;
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
        /** Commands about a mailbox of 20,000 messages on 993. */
        IMAP,
        /** Idle TLS sessions on 465 of Sekisho alone. */
        IDLE,
        /** A mailbox of many messages, listed through 995 of Sekisho alone. */
        MAILDROP,
        /** Guesses of passwords on 465 of Sekisho alone, while users log in. */
        GUESSES
    }

    BenchmarkRun(BenchmarkOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    void run(Name name) throws IOException, InterruptedException {
        if (options.against == BenchmarkOptions.Peer.SEKISHO && !Files.isRegularFile(options.otherZip)) {
            throw new IOException("--against sekisho needs the package of the other build: --other-zip \""
                    + options.otherZip + "\" is no file");
        }
        Files.createDirectories(options.folder);
        Path folder = Files.createTempDirectory(options.folder.toAbsolutePath(), "run");
        // Postfix and Dovecot have users of their own, who must get through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            switch (name) {
                case IDLE -> hold(folder);
                case MAILDROP -> list(folder);
                case GUESSES -> guess(folder);
                case IMAP -> compareImap(folder);
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
        KeyFiles key = KeyFiles.make(options.key, folder.resolve("key"));
        ServerSetup setup = new ServerSetup(
                new MailDisposition.Discarded(), options.accounts, key, Files.createDirectory(folder.resolve("ours")));
        try (LoadGenerator load = new LoadGenerator(options.connections);
                SekishoDistribution server =
                        SekishoDistribution.start("Sekisho", options.zip, setup, IdleSessionsBenchmark.JAVA_OPTIONS)) {
            new IdleSessionsBenchmark(options.sessions, Duration.ofSeconds(options.hold), out)
                    .run(server, load, options.accounts);
        }
    }

    private void list(Path folder) throws IOException {
        KeyFiles key = KeyFiles.make(options.key, folder.resolve("key"));
        ServerSetup setup =
                new ServerSetup(new MailDisposition.Delivered(), 1, key, Files.createDirectory(folder.resolve("ours")));
        try (LoadGenerator load = new LoadGenerator(options.connections);
                SekishoDistribution server =
                        SekishoDistribution.start("Sekisho", options.zip, setup, LargeMaildropBenchmark.JAVA_OPTIONS)) {
            new LargeMaildropBenchmark(options.maildrop, out).run(server, load);
        }
    }

    private void guess(Path folder) throws IOException, InterruptedException {
        KeyFiles key = KeyFiles.make(options.key, folder.resolve("key"));
        ServerSetup setup = new ServerSetup(
                new MailDisposition.Discarded(),
                options.accounts,
                key,
                Files.createDirectory(folder.resolve("ours")));
        try (SekishoDistribution server =
                SekishoDistribution.start("Sekisho", options.zip, setup, options.javaOptions)) {
            new GuessesBenchmark(server, options.guessedAccounts, out).run(options.guesses);
        }
    }

    private void compare(Name name, Path folder) throws IOException, InterruptedException {
        KeyFiles key = KeyFiles.make(options.key, folder.resolve("key"));
        out.printf("starting the servers in %s, %s keys%n", folder, options.key);
        try (LoadGenerator load = new LoadGenerator(options.connections);
                SmtpSink sink = new SmtpSink(key);
                MailServer ours = SekishoDistribution.start(
                        "Sekisho", options.zip, setup(name, sink, key, folder.resolve("ours")), options.javaOptions);
                MailServer peer = peer(setup(name, sink, key, folder.resolve("peer")))) {
            out.printf("%s is %s, %s is %s%n", ours.name(), ours.processes(), peer.name(), peer.processes());
            Comparison comparison = new Comparison(ours, peer, load, out);
            for (Workload workload : works(name, sink)) {
                comparison.warm(workload, options.warm);
                comparison.compare(workload, options.pairs);
            }
        }
    }

    private void compareImap(Path folder) throws IOException, InterruptedException {
        KeyFiles key = KeyFiles.make(options.key, folder.resolve("key"));
        ServerSetup setup =
                new ServerSetup(new MailDisposition.Delivered(), 1, key, Files.createDirectory(folder.resolve("ours")));
        try (ImapServer ours = SekishoDistribution.start("Sekisho", options.zip, setup, options.javaOptions);
                ImapServer peer = imapPeer(
                        new ServerSetup(setup.disposition(), 1, key, Files.createDirectory(folder.resolve("peer"))))) {
            out.printf("%s is %s, %s is %s%n", ours.name(), ours.processes(), peer.name(), peer.processes());
            new ImapComparison(ours, peer, out)
                    .run(options.mailbox, options.messages, options.warm, options.pairs, options.rows);
        }
    }

    private ImapServer imapPeer(ServerSetup setup) throws IOException {
        return switch (options.against) {
            case DOVECOT -> Dovecot.start(setup);
            case SEKISHO -> SekishoDistribution.start("other", options.otherZip, setup, options.javaOptions);
            case STOCK, POSTFIX -> throw new IOException("imap is compared with --against dovecot or sekisho");
        };
    }

    private ServerSetup setup(Name name, SmtpSink sink, KeyFiles key, Path folder) throws IOException {
        MailDisposition disposition = switch (name) {
            case DELIVER, POP3, IMAP, MAILDROP -> new MailDisposition.Delivered();
            case RELAY -> new MailDisposition.Relayed(sink.port());
            case HANDSHAKES, RECEIVE, IDLE, GUESSES -> new MailDisposition.Discarded();
        };
        return new ServerSetup(disposition, options.accounts, key, Files.createDirectory(folder));
    }

    private MailServer peer(ServerSetup setup) throws IOException {
        return switch (options.against) {
            case STOCK -> StockJames.start(options.stockLibraries, setup, List.of(options.javaOptions.split(" ", -1)));
            case POSTFIX -> PostfixDovecot.start(setup);
            case DOVECOT -> throw new IOException("--against dovecot is for imap");
            case SEKISHO -> SekishoDistribution.start("other", options.otherZip, setup, options.javaOptions);
        };
    }

    private List<Workload> works(Name name, SmtpSink sink) {
        return switch (name) {
            case HANDSHAKES -> List.of(new HandshakeWorkload(options.messages));
            case RECEIVE -> List.copyOf(submissions(TestAccount.DOMAIN, false));
            case DELIVER -> List.copyOf(submissions(TestAccount.DOMAIN, true));
            case RELAY ->
                submissions(ELSEWHERE, false).stream()
                        .<Workload>flatMap(handedIn ->
                                Stream.of(false, true).map(encrypted -> new RelayWorkload(handedIn, sink, encrypted)))
                        .toList();
            case IDLE, IMAP, MAILDROP, GUESSES -> throw new IllegalArgumentException(name + " compares nothing");
            case POP3 ->
                List.of(Pop3FetchWorkload.of(options.accounts, Math.max(1, options.messages / 10 / options.accounts)));
        };
    }

    private List<SubmissionWorkload> submissions(String domain, boolean delivered) {
        TestMailboxes mailboxes = new TestMailboxes(options.accounts, delivered);
        List<SubmissionWorkload> works = new ArrayList<>();
        for (int size : options.sizes) {
            int messages = (int) Math.min(options.messages, Math.max(options.connections, MOST_OCTETS / size));
            for (int perConnection : options.perConnection) {
                works.add(new SubmissionWorkload(
                        messages, 1, perConnection, options.accounts, TestMessage.of(size), domain, mailboxes));
            }
        }
        return works;
    }
}
