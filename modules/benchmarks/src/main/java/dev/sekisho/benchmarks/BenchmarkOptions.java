// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import dev.sekisho.benchmarks.servers.KeyFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a user can choose. Filled by picocli, and read afterwards. */
final class BenchmarkOptions {
    /** Whom Sekisho is compared with. */
    enum Peer {
        /** James 3.8.1 as it is. */
        STOCK,
        /** Debian's Postfix with Debian's Dovecot. */
        POSTFIX,
        /** Debian's Dovecot alone, for IMAP. */
        DOVECOT,
        /** Another build of Sekisho, such as the one before a change. */
        SEKISHO
    }

    @Option(names = "--against", description = "the peer: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    Peer against = Peer.STOCK;

    @Option(names = "--other-zip", description = "the package of the other build, with --against SEKISHO")
    Path otherZip = Path.of("");

    @Option(
            names = "--key",
            description = "the servers' kind of key: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    KeyFiles.Kind key = KeyFiles.Kind.ECDSA;

    @Option(names = "--pairs", description = "measurements of each server, in turn; default ${DEFAULT-VALUE}")
    int pairs = 5;

    @Option(
            names = "--messages",
            description =
                    "messages, or handshakes, of one measurement; default ${DEFAULT-VALUE}; fewer if they are large")
    int messages = 2_000;

    @Option(
            names = "--warm",
            description = "messages each server sees before each work is measured; default ${DEFAULT-VALUE}")
    int warm = 10_000;

    @Option(names = "--sizes", split = ",", description = "message sizes in octets; default 4096,102400,10485760")
    List<Integer> sizes = List.of(4 << 10, 100 << 10, 10 << 20);

    @Option(names = "--per-connection", split = ",", description = "messages of a connection; default 10")
    List<Integer> perConnection = List.of(10);

    @Option(names = "--connections", description = "connections at once; default ${DEFAULT-VALUE}")
    int connections = 16;

    @Option(names = "--accounts", description = "users with a mailbox; default ${DEFAULT-VALUE}")
    int accounts = 16;

    @Option(names = "--java-options", description = "for the servers written in Java; default ${DEFAULT-VALUE}")
    String javaOptions = "-Xms1g -Xmx2g";

    @Option(names = "--sessions", description = "idle sessions; default ${DEFAULT-VALUE}")
    int sessions = 10_000;

    @Option(names = "--maildrop", description = "messages of the large mailbox; default ${DEFAULT-VALUE}")
    int maildrop = 100_000;

    @Option(names = "--mailbox", description = "messages of the mailbox of IMAP; default ${DEFAULT-VALUE}")
    int mailbox = 20_000;

    @Option(names = "--rows", split = ",", description = "only rows of IMAP whose titles contain one of these")
    List<String> rows = List.of();

    @Option(names = "--guesses", description = "guesses of passwords; default ${DEFAULT-VALUE}")
    int guesses = 10_000;

    @Option(names = "--guessed-accounts", description = "names that are guessed, the accounts among them; default ${DEFAULT-VALUE}")
    int guessedAccounts = 100;

    @Option(names = "--hold", description = "seconds for which they are held; default ${DEFAULT-VALUE}")
    int hold = 60;

    @Option(names = "--zip", required = true, hidden = true)
    Path zip = Path.of("");

    @Option(names = "--stock-libraries", required = true, hidden = true)
    Path stockLibraries = Path.of("");

    @Option(
            names = "--folder",
            required = true,
            description = "where the servers live; a new folder in it, deleted at the end")
    Path folder = Path.of("");
}
