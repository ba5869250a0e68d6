// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds files by the names that James' configurations give them: {@code file://conf/x} and {@code conf/x} are in the configuration's
 * folder, {@code file:///x} and {@code /x} are absolute, anything else is beside the configuration's folder.
 *
 * @param folder the configuration's folder
 */
public record JamesFilePaths(Path folder) {
    private static final String CONF = "conf/";

    /** The file, if it is there; else a warning, because the identities of {@code tls.xml} are presented instead. */
    Optional<Path> existing(ConfigSection section, ParsedValue<String> name) {
        Optional<Path> path = path(name.value()).filter(Files::isRegularFile);
        if (path.isEmpty()) {
            section.warn(
                    name,
                    name.shown() + " is not a file here",
                    "the identities of tls.xml are presented; name yours there, or put the file in place");
        }
        return path;
    }

    private Optional<Path> path(String name) {
        String plain = name.startsWith("file://") ? name.substring("file://".length()) : name;
        try {
            return Optional.of(
                    plain.startsWith(CONF)
                            ? folder.resolve(plain.substring(CONF.length()))
                            : folder.resolve("..").resolve(plain).normalize());
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }
}
