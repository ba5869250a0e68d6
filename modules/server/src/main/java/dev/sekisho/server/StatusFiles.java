// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.server.startup.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running server shows other processes: {@code sekisho.pid}, {@code starting.txt} while it starts, and {@code status.json} as long as
 * all its ports are open.
 */
final class StatusFiles {
    private static final Logger LOGGER = LoggerFactory.getLogger(StatusFiles.class);

    /** The locks of this process. A second channel on such a file would release the lock when it is closed. */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path pid;
    private final Path status;
    private final Path doing;
    private final Path lockFile;
    /** Held until all has been done that another server must not do at the same time. */
    private @Nullable FileChannel lock;

    private @Nullable Path lockedHere;

    private final ObjectMapper json = new ObjectMapper();
    private final Instant startedAt = Instant.now();

    StatusFiles(Path folder) {
        pid = folder.resolve("sekisho.pid");
        status = folder.resolve("status.json");
        doing = folder.resolve("starting.txt");
        lockFile = folder.resolve("sekisho.lock").toAbsolutePath().normalize();
    }

    /**
     * Tells which process starts, so that it can be ended before its ports are open.
     *
     * @throws StartRefused if another server runs in this folder; its files stay as they are
     */
    void starting() throws StartRefused {
        try {
            lock();
            Files.deleteIfExists(status);
            replace(pid, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            release();
            throw unwritable(pid, e);
        }
    }

    private void lock() throws IOException, StartRefused {
        Path key = lockFile.getParent().toRealPath();
        if (!LOCKED_HERE.add(key)) {
            throw new StartRefused(
                    List.of("another server of this process runs in this folder, or has not been closed; "
                            + "close it first, or use a second folder"));
        }
        lockedHere = key;
        lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            release();
            throw new StartRefused(List.of("another server runs in this folder, as process "
                    + (Files.exists(pid) ? Files.readString(pid).strip() : "unknown")
                    + "; stop it with 'sekisho stop', or unpack a second folder for a second server"));
        }
    }

    /** Shows what the start waits for. If that cannot be written, the start goes on. */
    void doing(String what) {
        try {
            replace(doing, what + "\n");
        } catch (IOException e) {
            LOGGER.debug("{} cannot be written", doing, e);
        }
    }

    /** Tells all, once all ports are open. @throws StartRefused if it cannot be written */
    void started(SekishoServer server, long startupMillis) throws StartRefused {
        try {
            write(server, startupMillis);
            Files.deleteIfExists(doing);
        } catch (IOException e) {
            throw unwritable(status, e);
        }
    }

    private static StartRefused unwritable(Path file, IOException e) {
        return new StartRefused(List.of(
                file + " cannot be written (" + e + "); " + FileErrorCause.of(e).advice()));
    }

    /** Tells what has changed since. */
    synchronized void write(SekishoServer server, long startupMillis) throws IOException {
        replace(status, json.writeValueAsString(describe(server, startupMillis)) + "\n");
    }

    private Map<String, Object> describe(SekishoServer server, long startupMillis) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("pid", ProcessHandle.current().pid());
        description.put("version", version());
        description.put("startedAt", startedAt.toString());
        description.put("startupMillis", startupMillis);
        description.put("engine", server.engine().description());
        description.put("listeners", listeners(server));
        description.put("certificates", certificates(server));
        description.put("problems", server.reports().problems());
        return description;
    }

    private static List<Map<String, Object>> listeners(SekishoServer server) {
        String pin = server.identities().byDefault().pin().toString();
        List<Map<String, Object>> listeners = new ArrayList<>();
        for (SekishoServer.Open open : server.listeners()) {
            open.addresses().forEach(address -> {
                Map<String, Object> listener = new LinkedHashMap<>();
                listener.put("name", open.of().name().text());
                listener.put("protocol", open.of().protocol().name());
                listener.put("policy", open.of().policy().name());
                listener.put("tls", open.of().policy().tls().text());
                listener.put("address", address.getAddress().getHostAddress());
                listener.put("port", address.getPort());
                listener.put("pin", open.of().policy().tls() == TlsMode.NONE ? "" : pin);
                listeners.add(listener);
            });
        }
        return listeners;
    }

    private static List<Map<String, Object>> certificates(SekishoServer server) {
        return server.identities().all().stream()
                .<Map<String, Object>>map(identity -> Map.of(
                        "name", identity.name(),
                        "pin", identity.pin().toString(),
                        "notAfter", identity.notAfter().toString(),
                        "hostNames",
                                identity.hostNames().stream()
                                        .map(Object::toString)
                                        .toList()))
                .toList();
    }

    private static String version() {
        String version = StatusFiles.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    private static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Another server may run in this folder from here on; to be called when this one has closed everything. */
    void release() {
        try {
            if (lock != null) {
                lock.close();
                lock = null;
            }
            if (lockedHere != null) {
                LOCKED_HERE.remove(lockedHere);
                lockedHere = null;
            }
        } catch (IOException e) {
            LOGGER.warn("the lock {} cannot be released before the process ends", lockFile, e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(status);
            Files.deleteIfExists(pid);
            Files.deleteIfExists(doing);
        } catch (IOException | UncheckedIOException e) {
            LOGGER.warn("{} and {} cannot be removed", pid, status, e);
        }
    }
}
