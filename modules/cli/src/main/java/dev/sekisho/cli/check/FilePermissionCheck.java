// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.store.StoreConfiguration;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.FreeDiskSpace;
import dev.sekisho.store.sql.sqlite.SqliteLocation;
import dev.sekisho.store.sql.sqlite.WriteAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks whether others can read what is secret, and whether what is written to can be. Keys are looked at with their certificates.
 *
 * @param configuration names the files
 * @param home where files are written
 */
record FilePermissionCheck(SekishoConfiguration configuration, HomeFolder home) {

    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        secrets().filter(Files::exists).distinct().forEach(file -> secret(file, problems));
        var(problems);
        store(problems);
        space(problems);
        return Stream.concat(problems.refusals().stream(), problems.warnings().stream())
                .toList();
    }

    /** Files of passwords are looked at where the configuration is read, at each start. */
    private Stream<Path> secrets() {
        Stream<PasswordSource> ofIdentities =
                configuration.tls().identities().stream().flatMap(identity -> identity.password().stream());
        Stream<PasswordSource> ofStore = configuration.store() instanceof StoreConfiguration.Postgresql server
                ? server.password().stream()
                : Stream.empty();
        Stream<PasswordSource> ofRoutes = configuration.relay().passwords().values().stream();
        return Stream.of(
                        holding(ofIdentities, "tls.xml"),
                        holding(ofStore, "store.xml"),
                        holding(ofRoutes, "relay.xml"),
                        Stream.of(home.database()))
                .flatMap(each -> each);
    }

    /** The file itself, if a password stands in it. */
    private Stream<Path> holding(Stream<PasswordSource> sources, String namedIn) {
        return sources.filter(PasswordSource.Literal.class::isInstance)
                .map(literal -> configuration.folder().resolve(namedIn))
                .distinct();
    }

    private void secret(Path file, ProblemList problems) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.contains(PosixFilePermission.OTHERS_READ)) {
                problems.warn(
                        SourcePosition.ofFile(shown(file)),
                        "",
                        "other users can read it (" + PosixFilePermissions.toString(mode) + "), and it holds secrets",
                        "chmod o-rwx " + file);
            }
        } catch (UnsupportedOperationException | IOException e) {
            problems.note(SourcePosition.ofFile(shown(file)), "", "the permissions cannot be read: " + e, "check them");
        }
    }

    private void var(ProblemList problems) {
        Path var = home.root().resolve("var");
        Path written = Files.exists(var) ? var : home.root();
        if (!Files.isDirectory(written)) {
            problems.refuse(
                    SourcePosition.ofFile(shown(written)),
                    "",
                    "it is not a folder",
                    "remove it; Sekisho creates it at the start");
        } else {
            WriteAccess.trouble(written)
                    .ifPresent(trouble -> problems.refuse(
                            SourcePosition.ofFile(shown(written)),
                            "",
                            "the user " + System.getProperty("user.name")
                                    + " cannot write there, and Sekisho stores mail, keys and logs in var/",
                            trouble.advice()));
        }
    }

    /** What prevents opening the store is reported where the store is checked. */
    private boolean isToBeMade() {
        SqliteLocation place = new SqliteLocation(home.database());
        try {
            return place.isEmpty() && place.strayLog().isEmpty();
        } catch (StoreException reportedElsewhere) {
            return false;
        }
    }

    private void store(ProblemList problems) {
        if (!(configuration.store() instanceof StoreConfiguration.OwnFile) || !isToBeMade()) {
            return;
        }
        boolean empty = Files.exists(home.database());
        boolean ranBefore = Files.exists(home.tls().resolve("key.pem"));
        if (empty || ranBefore) {
            problems.warn(
                    SourcePosition.ofFile(shown(home.database())),
                    "",
                    (empty ? "it is empty" : "it does not exist, but var/tls/key.pem does")
                            + ": the start creates a new, empty store, without users and mail",
                    "if a server ran here before, put the file back, or restore a backup with 'sekisho restore FILE'");
        }
    }

    private void space(ProblemList problems) {
        if (!(configuration.store() instanceof StoreConfiguration.OwnFile) || !Files.isRegularFile(home.database())) {
            return;
        }
        try {
            FreeDiskSpace.lowSpace(DatabaseSettings.Sqlite.at(home.database()))
                    .ifPresent(words -> problems.warn(
                            SourcePosition.ofFile(shown(home.database())), "", words, "free space on its disk"));
        } catch (StoreException unknown) {
            problems.note(SourcePosition.ofFile(shown(home.database())), "", unknown.getMessage() + "", "check them");
        }
    }

    /** Relative to the home where it is in it. */
    private String shown(Path file) {
        return file.startsWith(home.root()) && !file.equals(home.root())
                ? home.root().relativize(file).toString()
                : file.toString();
    }
}
