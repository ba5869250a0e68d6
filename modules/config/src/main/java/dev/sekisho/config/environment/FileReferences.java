// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.environment;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.tls.material.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files and passwords that a configuration file names.
 *
 * @param folder the folder it is in
 * @param machine whose environment variables are asked
 * @param filesMustExist false where they are still to be put there
 */
public record FileReferences(Path folder, HostEnvironment machine, boolean filesMustExist) {

    /** The file that a path names, seen from the folder; a problem if it must exist and does not, or cannot be read. */
    public Optional<Path> existing(ConfigSection section, ParsedValue<Path> found) {
        Path path = folder.resolve(found.value());
        if (!filesMustExist) {
            return Optional.of(path);
        }
        if (!Files.isRegularFile(path)) {
            section.refuse(found, found.shown() + " is not a file", "put it at " + path + ", or name another");
            return Optional.empty();
        }
        if (!machine.readable(path)) {
            section.refuse(
                    found,
                    found.shown() + " cannot be read by the user " + machine.user(),
                    "give it to that user, as with chown " + machine.user() + " " + path);
            return Optional.empty();
        }
        return Optional.of(path);
    }

    /** Where a {@code <password>} says that the password is, which must be readable. */
    public Optional<PasswordSource> password(ConfigSection password) {
        Optional<ParsedValue<Path>> file = password.attribute(PasswordSchema.PASSWORD_FILE);
        Optional<ParsedValue<String>> variable = password.attribute(PasswordSchema.PASSWORD_VARIABLE);
        Optional<ParsedValue<String>> text = password.text(PasswordSchema.PASSWORD);
        if (Stream.of(file, variable, text).filter(Optional::isPresent).count() != 1) {
            password.refuse(
                    "<password> must name exactly one source of the password",
                    "write <password file=\"...\"/> or <password env=\"...\"/>");
            return Optional.empty();
        }
        boolean literal = password.attribute(PasswordSchema.PASSWORD_LITERAL)
                .map(ParsedValue::value)
                .orElse(false);
        if (text.isPresent()) {
            return literal(password, text.get(), literal);
        }
        if (literal) {
            password.refuse(
                    "<password> has literal=\"true\", but the password is elsewhere", "remove literal=\"true\"");
        }
        Optional<PasswordSource> source = file.isPresent()
                ? existing(password, file.get()).map(PasswordSource.InFile::new)
                : variable.map(found -> new PasswordSource.InEnvironment(found.value()));
        source.ifPresent(where -> readable(password, where));
        return source;
    }

    private static Optional<PasswordSource> literal(ConfigSection password, ParsedValue<String> text, boolean said) {
        if (!said) {
            password.refuse(
                    "a password is in the file, and <password> does not have literal=\"true\"",
                    "use <password file=\"...\"/> or <password env=\"...\"/>");
            return Optional.empty();
        }
        password.warn(text, "a password is in the file", "use <password file=\"...\"/> or <password env=\"...\"/>");
        return Optional.of(new PasswordSource.Literal(Secret.of(text.value())));
    }

    private void readable(ConfigSection password, PasswordSource source) {
        try {
            char[] read = source.read(machine).reveal();
            if (Character.isWhitespace(read[0]) || Character.isWhitespace(read[read.length - 1])) {
                password.warn(
                        "the password begins or ends with a blank, which is part of it",
                        "remove the blank unless it belongs to the password");
            }
            if (source instanceof PasswordSource.InFile file) {
                warnIfOpen(password, file.path());
            }
        } catch (IOException e) {
            password.refuse(String.valueOf(e.getMessage()), "write the password there before the start");
        }
    }

    private static void warnIfOpen(ConfigSection password, Path file) throws IOException {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.contains(PosixFilePermission.OTHERS_READ)) {
                password.warn(
                        file + " holds a password, and every user of this machine can read it ("
                                + PosixFilePermissions.toString(mode) + ")",
                        "chmod o-rwx " + file);
            }
        } catch (UnsupportedOperationException otherFileSystem) {
            password.note("the permissions of " + file + " cannot be read: " + otherFileSystem, "check them");
        }
    }
}
