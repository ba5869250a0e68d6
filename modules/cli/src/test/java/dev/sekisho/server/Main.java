// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A stand-in for the server, of the same name, that listens to nothing: it writes its pid and its status, and waits. */
public final class Main {
    private Main() {}

    /** Runs until it is told to end; with "fail" in conf/, not at all. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("arguments " + List.of(arguments) + " console " + System.getenv("SEKISHO_CONSOLE"));
        if (Files.exists(Path.of("conf", "fail"))) {
            System.out.println("smtpserver.xml:4: something is wrong");
            System.exit(78);
        }
        Path run = Files.createDirectories(Path.of("var", "run"));
        Path pidFile = run.resolve("sekisho.pid");
        Path statusFile = run.resolve("status.json");
        CountDownLatch ended = new CountDownLatch(1);
        FileChannel lock =
                FileChannel.open(run.resolve("sekisho.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            statusFile.toFile().delete();
            pidFile.toFile().delete();
            linger(lock);
            ended.countDown();
        }));
        long pid = ProcessHandle.current().pid();
        Files.writeString(pidFile, pid + "\n");
        starting(run.resolve("starting.txt"));
        Path draft = run.resolve("status.json.new");
        Files.writeString(draft, status(pid));
        Files.move(draft, statusFile, StandardCopyOption.ATOMIC_MOVE);
        ended.await();
    }

    /** With "slow" in conf/ it takes its time. */
    private static void starting(Path file) throws IOException {
        if (Files.exists(Path.of("conf", "slow"))) {
            Files.writeString(file, "opening the store\n");
            LockSupport.parkNanos(1_500_000_000);
            Files.delete(file);
        }
    }

    /** As Java does when it writes a class archive: with "linger" in conf/ the process goes on after its work has ended. */
    private static void linger(FileChannel lock) {
        try {
            lock.close();
            while (Files.exists(Path.of("conf", "linger"))) {
                LockSupport.parkNanos(10_000_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String status(long pid) {
        return """
                {"pid": %d, "version": "0.1.0", "startedAt": "2026-01-01T00:00:00Z", "startupMillis": 1234,
                 "engine": "BoringSSL", "problems": [],
                 "listeners": [{"name": "submission", "protocol": "SMTP", "policy": "submission", "tls": "required",
                                "address": "0.0.0.0", "port": 10587, "pin": "sha256/abc"}],
                 "certificates": [{"name": "self-signed", "pin": "sha256/abc", "notAfter": "2036-01-01T00:00:00Z",
                                   "hostNames": ["mail.example.org", "localhost"]}]}
                """.formatted(pid);
    }
}
