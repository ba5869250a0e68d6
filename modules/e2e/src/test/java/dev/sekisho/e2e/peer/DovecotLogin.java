// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Logbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** Dovecot's login service alone, for a Postfix that is logged in to: one user, every mechanism that Sekisho speaks. */
final class DovecotLogin implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 120;

    private final Path folder;
    private final Process master;

    private DovecotLogin(Path folder, Process master) {
        this.folder = folder;
        this.master = master;
    }

    /** Starts it in a folder that others may enter. */
    static DovecotLogin start(Path folder, String user, String password) throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("users"), user + ":{PLAIN}" + password + "::::::\n");
        Files.writeString(folder.resolve("dovecot.conf"), """
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = %1$s/log
                protocols =
                ssl = no
                disable_plaintext_auth = no
                auth_mechanisms = plain login cram-md5 scram-sha-256
                auth_verbose = yes
                passdb {
                  driver = passwd-file
                  args = username_format=%%u %1$s/users
                }
                userdb {
                  driver = static
                  args = uid=nobody gid=nogroup home=/nonexistent
                }
                service auth {
                  unix_listener %1$s/socket {
                    mode = 0660
                    user = postfix
                    group = postfix
                  }
                }
                """.formatted(folder));
        Process master = new ProcessBuilder(
                        "dovecot", "-F", "-c", folder.resolve("dovecot.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        DovecotLogin login = new DovecotLogin(folder, master);
        login.awaitSocket();
        return login;
    }

    private void awaitSocket() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!Files.exists(socket())) {
            if (!master.isAlive() || System.nanoTime() > end) {
                throw new IOException("Dovecot did not start: " + Files.readString(folder.resolve("output"))
                        + new Logbook(folder.resolve("log")).text());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Where Postfix asks. */
    Path socket() {
        return folder.resolve("socket");
    }

    @Override
    public void close() throws InterruptedException {
        master.destroy();
        if (!master.waitFor(30, TimeUnit.SECONDS)) {
            master.destroyForcibly().waitFor();
        }
    }
}
