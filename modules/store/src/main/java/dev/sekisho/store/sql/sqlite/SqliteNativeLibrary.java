// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.sqlite;

import dev.sekisho.store.sql.StoreRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * SQLite itself, which is a native library in the driver's jar and has to be a file before it can be loaded. The driver unpacks it for each
 * process, and so cannot on a full disk, when commands are needed most: here it is unpacked once and kept, and where that fails put into any
 * folder for temporary files.
 */
final class SqliteNativeLibrary {
    /** Names the folder that keeps it; its parent must be there. Set by the start script; without it nothing is kept. */
    static final String FOLDER = "sekisho.native";

    private static final Logger LOGGER = LoggerFactory.getLogger(SqliteNativeLibrary.class);
    private static final String KEPT_IN = "org.sqlite.lib.path";
    private static final String UNPACKED_INTO = "org.sqlite.tmpdir";
    private static final String PREFIX = "sqlite-";
    private static final List<Path> SPARE = List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

    private static boolean loaded;

    private final Optional<Path> folder;
    private final Path temporary;
    private final List<Path> spare;
    private final Driver driver;

    /** The driver's loader, which reads a system property. */
    @FunctionalInterface
    interface Driver {

        /** Loads the library, if it is not yet. */
        boolean load() throws Exception;
    }

    SqliteNativeLibrary(Optional<Path> folder, Path temporary, List<Path> spare, Driver driver) {
        this.folder = folder;
        this.temporary = temporary;
        this.spare = List.copyOf(spare);
        this.driver = driver;
    }

    /**
     * Opens a connection.
     *
     * @throws StoreRefusedException if SQLite cannot be loaded
     * @throws SQLException if SQLite cannot open it
     */
    static Connection connect(SQLiteConfig config, String url) throws SQLException {
        loadOnce();
        return config.createConnection(url);
    }

    private static synchronized void loadOnce() {
        if (!loaded) {
            Optional<Path> folder =
                    Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            new SqliteNativeLibrary(folder, temporary, SPARE, SQLiteJDBCLoader::initialize).load();
            loaded = true;
        }
    }

    /** Tries one place after the other: the kept library, what the driver unpacks, and that in other folders. */
    void load() {
        List<String> failures = new ArrayList<>();
        Set<Path> tried = new LinkedHashSet<>();
        if (folder.isPresent()) {
            tried.add(folder.get());
            try {
                System.setProperty(KEPT_IN, kept(folder.get()).toString());
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
        // Where the kept one cannot be loaded, the driver goes on with its own by itself.
        tried.add(temporary);
        if (attempt(failures)) {
            return;
        }
        for (Path other : spare) {
            if (tried.add(other) && Files.isWritable(other) && attempt(other, failures)) {
                return;
            }
        }
        throw notLoaded(tried, failures);
    }

    private boolean attempt(List<String> failures) {
        try {
            if (driver.load()) {
                return true;
            }
            failures.add("the driver does not say why");
        } catch (Exception | LinkageError e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        return false;
    }

    /** In a folder of our own, so that nobody else can put another library there. */
    private boolean attempt(Path other, List<String> failures) {
        try {
            Path own = Files.createTempDirectory(other, "sekisho-");
            own.toFile().deleteOnExit();
            System.setProperty(UNPACKED_INTO, own.toString());
        } catch (IOException e) {
            failures.add(e.toString());
            return false;
        }
        return attempt(failures);
    }

    static StoreRefusedException notLoaded(Set<Path> tried, List<String> failures) {
        return new StoreRefusedException(
                "SQLite cannot be loaded (" + String.join("; ", new LinkedHashSet<>(failures))
                        + "); it has to be unpacked, and was tried to in " + tried
                        + ": make room for 2 MiB in one of these folders, and see that it can be written and its disk lets"
                        + " programs run",
                null);
    }

    /**
     * The folder that holds this driver's library for this machine, octet for octet: what another version left has another name, and what was
     * cut short is written anew.
     *
     * @throws IOException if it is not there and cannot be put there
     */
    static Path kept(Path folder) throws IOException {
        byte[] library = packed();
        Path own = folder.resolve(PREFIX + SQLiteJDBCLoader.getVersion() + "-"
                + OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-'));
        Path file = own.resolve(LibraryLoaderUtil.getNativeLibName());
        if (!holds(file, library)) {
            if (folder.getParent() == null || !Files.isDirectory(folder.getParent())) {
                throw new NoSuchFileException(folder.toString(), null, "the folder that it is to be in is not there");
            }
            Files.createDirectories(own);
            write(library, file);
            removeOthers(folder, own);
        }
        return own;
    }

    private static byte[] packed() throws IOException {
        String name = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new NoSuchFileException(name, null, "the driver has no library for this machine");
            }
            return in.readAllBytes();
        }
    }

    private static boolean holds(Path file, byte[] library) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == library.length
                && Arrays.equals(Files.readAllBytes(file), library);
    }

    private static void write(byte[] library, Path file) throws IOException {
        Path staged = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(staged, library);
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    /** A process that has an older one loaded keeps it, though it has no name any more. */
    private static void removeOthers(Path folder, Path own) {
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path other : folders.filter(each -> !each.equals(own))
                    .filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                Files.deleteIfExists(other.resolve(LibraryLoaderUtil.getNativeLibName()));
                Files.delete(other);
            }
        } catch (IOException e) {
            LOGGER.debug("An older library stays in {}", folder, e);
        }
    }
}
