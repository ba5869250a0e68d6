// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Logbook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder in which Debian's Exim lives with a configuration of its own. Debian has either Exim or Postfix; {@code bin/verify} unpacks the program
 * beside the other and installs what it needs.
 *
 * @param folder where it lives
 */
public record Exim(Path folder) {

    /** Makes the folder, with a configuration. */
    public static Exim in(Path folder, String configuration) throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String part : new String[] {"spool", "log", "mail"}) {
            Path made = Files.createDirectories(folder.resolve(part));
            Command.of("chown", "Debian-exim", made.toString()).succeed();
        }
        Files.writeString(folder.resolve("exim.conf"), """
                primary_hostname = exim.example
                spool_directory = %1$s/spool
                log_file_path = %1$s/log/%%slog
                pid_file_path = %1$s/spool/exim.pid
                keep_environment =
                add_environment =
                deliver_drop_privilege = true
                """.formatted(folder) + configuration);
        return new Exim(folder);
    }

    /** The program with its configuration, and what else it is told. */
    public String[] words(String... more) {
        Path program = Path.of(System.getProperty("sekisho.exim"));
        assertThat(program).as("Exim's program, which bin/verify unpacks").isExecutable();
        String[] all = new String[more.length + 3];
        all[0] = program.toString();
        all[1] = "-C";
        all[2] = folder.resolve("exim.conf").toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    /** What it did, message by message. */
    public Logbook log() {
        return new Logbook(folder.resolve("log/mainlog"));
    }
}
