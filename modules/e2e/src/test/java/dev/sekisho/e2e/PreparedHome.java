// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is the same for nearly all installations, made once for a run of the tests: the unpacked zip, a store with the users {@code alice} and
 * {@code bob} of {@code example.org}, and an archive of the classes that a server loads. A copy of it starts with a third of the work that the first
 * start of an unpacked zip takes. JVMs side by side share it: the first one makes it, the others wait.
 */
final class PreparedHome {
    private static final Path FOLDER = Path.of(System.getProperty("sekisho.prepared"));
    private static final Path ARCHIVE = FOLDER.resolve("server.jsa");
    private static final Path STORE = FOLDER.resolve("sekisho.db");
    private static final Path MADE_OF = FOLDER.resolve("made-of");
    /** The archive; and the first compiler alone, since the second earns nothing with servers that end within a minute. */
    private static final List<String> OPTIONS = List.of(
            "",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-XX:SharedArchiveFile=" + ARCHIVE,
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=240m",
            "");

    private PreparedHome() {}

    /** Makes a home in a folder. */
    static Path copyTo(Path below) throws Exception {
        prepare();
        Path unpacked = unpacked();
        Path home = below.resolve(unpacked.getFileName());
        Path libraries = unpacked.resolve("lib");
        try (Stream<Path> all = Files.walk(unpacked)) {
            for (Path each : all.toList()) {
                Path here = home.resolve(unpacked.relativize(each));
                if (each.startsWith(libraries) && Files.isRegularFile(each)) {
                    link(here, each);
                } else {
                    Files.createDirectories(here.getParent());
                    Files.copy(each, here, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        makeVar(home);
        Files.writeString(home.resolve("conf/jvm.options"), String.join("\n", OPTIONS), StandardOpenOption.APPEND);
        return home;
    }

    /** Java takes the archive for libraries that are the same files, by whatever name. */
    private static void link(Path here, Path library) throws IOException {
        try {
            Files.createLink(here, library);
        } catch (FileSystemException otherDisk) {
            Files.createSymbolicLink(here, library);
        }
    }

    private static void makeVar(Path home) throws IOException {
        var closed = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path var = Files.createDirectory(home.resolve("var"), closed);
        Files.copy(STORE, var.resolve("sekisho.db"));
        // Where the folder for it cannot be made, bin/sekisho makes no archive.
        Files.createFile(var.resolve("cds"));
    }

    private static synchronized void prepare() throws Exception {
        Files.createDirectories(FOLDER);
        Path lock = FOLDER.resolve("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!Files.exists(MADE_OF) || !Files.readString(MADE_OF).equals(madeOf())) {
                make();
                Files.writeString(MADE_OF, madeOf());
            }
        }
    }

    /** The zip and the Java of which it was made. */
    private static String madeOf() throws IOException {
        Path zip = Installation.zip();
        return Files.getLastModifiedTime(zip) + " " + Files.size(zip) + " " + System.getProperty("java.home") + " "
                + System.getProperty("java.version");
    }

    private static void make() throws Exception {
        for (Path old : List.of(MADE_OF, ARCHIVE, STORE, FOLDER.resolve("unpacked"))) {
            delete(old);
        }
        try (Installation first = Installation.unpack(FOLDER.resolve("unpacked"))) {
            first.addUsers();
            Path var = first.home().resolve("var");
            Files.copy(var.resolve("sekisho.db"), STORE);
            first.run();
            loadClasses(first);
            first.stop();
            try (Stream<Path> archives = Files.list(var.resolve("cds"))) {
                Files.move(archives.findFirst().orElseThrow(), ARCHIVE);
            }
            delete(var);
        }
    }

    /** What most tests do, so that the classes that it takes are in the archive. */
    private static void loadClasses(Installation sekisho) throws Exception {
        try (TlsSession session = TlsSession.open(sekisho.port(465))) {
            Load.login(session, "alice@example.org");
            assertThat(Load.submit(session, "alice@example.org", "bob@example.org", "warm"))
                    .startsWith("250");
        }
        Maildrop.settled(sekisho, Set.of("warm"));
    }

    private static Path unpacked() throws IOException {
        try (Stream<Path> only = Files.list(FOLDER.resolve("unpacked"))) {
            return only.findFirst().orElseThrow();
        }
    }

    static void delete(Path top) throws IOException {
        if (Files.exists(top)) {
            try (Stream<Path> all = Files.walk(top)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
