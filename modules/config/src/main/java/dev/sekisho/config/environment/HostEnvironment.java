// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.environment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a configuration needs from the machine on which it is read. */
public interface HostEnvironment {
    /** This machine. */
    HostEnvironment LOCAL = new HostEnvironment() {
        @Override
        public String hostName() {
            try {
                return InetAddress.getLocalHost().getCanonicalHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }

        @Override
        public Optional<InetAddress> address(String hostName) {
            try {
                return Optional.of(InetAddress.getByName(hostName));
            } catch (UnknownHostException unknown) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<String> variable(String name) {
            return Optional.ofNullable(System.getenv(name));
        }
    };

    /** The machine's own name. */
    String hostName();

    /** The address of a host name or of an address' own text; empty if there is none. */
    Optional<InetAddress> address(String hostName);

    /** An environment variable. */
    Optional<String> variable(String name);

    /** The user whom the server runs as. */
    default String user() {
        return System.getProperty("user.name", "");
    }

    /** Whether that user can read a file. */
    default boolean readable(Path file) {
        return Files.isReadable(file);
    }
}
