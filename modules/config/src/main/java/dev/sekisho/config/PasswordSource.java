// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import java.nio.file.Path;

/** Where a password is. None of its forms shows the password itself as text. */
public sealed interface PasswordSource {
    /**
     * In a file, whose first line it is.
     *
     * @param path the file
     */
    record InFile(Path path) implements PasswordSource {}

    /**
     * In an environment variable.
     *
     * @param variable the variable's name
     */
    record InEnvironment(String variable) implements PasswordSource {}

    /** In the configuration itself. */
    final class Literal implements PasswordSource {
        private final String password;

        Literal(String password) {
            this.password = password;
        }

        /** The password; a fresh copy that the caller may overwrite. */
        public char[] password() {
            return password.toCharArray();
        }

        /** Says only that there is one. */
        @Override
        public String toString() {
            return "Literal[not shown]";
        }
    }
}
