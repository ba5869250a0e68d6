// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.environment;

import dev.sekisho.tls.material.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The source of a password. Its text form never shows the password. */
public sealed interface PasswordSource {
    /**
     * Reads the password, anew each time.
     *
     * @throws IOException if it is not there, or is empty
     */
    Secret read(HostEnvironment machine) throws IOException;

    /**
     * In a file, whose first line it is.
     *
     * @param path the file
     */
    record InFile(Path path) implements PasswordSource {
        private static final int LONGEST = 4_096;

        @Override
        public Secret read(HostEnvironment machine) throws IOException {
            String line = firstLine();
            if (line.isEmpty()) {
                throw new IOException("the first line of " + path + " is empty");
            }
            if (line.length() == LONGEST) {
                throw new IOException("the first line of " + path + " is longer than any password");
            }
            return Secret.of(line);
        }

        private String firstLine() throws IOException {
            if (Files.isDirectory(path)) {
                throw new IOException(path + " is a folder, not a file with a password");
            }
            char[] read = new char[LONGEST];
            try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                int length = reader.read(read);
                String text = length < 1 ? "" : new String(read, 0, length);
                // Editors on Windows put a byte-order mark before what they write.
                return text.replaceFirst("^\ufeff", "").lines().findFirst().orElse("");
            } catch (NoSuchFileException absent) {
                throw new NoSuchFileException(path.toString(), null, "there is no such file to read a password from");
            } catch (AccessDeniedException closed) {
                throw new AccessDeniedException(
                        path.toString(),
                        null,
                        "the user " + System.getProperty("user.name")
                                + " may not read this file of a password; give it to that user (chown)");
            } catch (CharacterCodingException notUtf8) {
                throw new IOException("the file " + path + " is not UTF-8", notUtf8);
            }
        }
    }

    /**
     * In an environment variable.
     *
     * @param variable the variable's name
     */
    record InEnvironment(String variable) implements PasswordSource {
        @Override
        public Secret read(HostEnvironment machine) throws IOException {
            return machine.variable(variable)
                    .filter(value -> !value.isEmpty())
                    .map(Secret::of)
                    .orElseThrow(() -> new IOException("the environment variable " + variable + " is not set"));
        }
    }

    /**
     * In the configuration itself.
     *
     * @param password the password
     */
    record Literal(Secret password) implements PasswordSource {
        @Override
        public Secret read(HostEnvironment machine) {
            return password;
        }
    }
}
