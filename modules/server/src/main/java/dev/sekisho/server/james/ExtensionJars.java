// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Names the jars of {@code extensions-jars} that cannot be read: their classes would be reported as missing, one by one. */
final class ExtensionJars {
    private ExtensionJars() {}

    static void check(Path folder, ProblemList problems) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(file -> open(file, problems));
        } catch (IOException e) {
            problems.refuse(
                    SourcePosition.ofFile(folder.toString()),
                    "",
                    "the folder cannot be read: " + e,
                    "make it readable");
        }
    }

    private static void open(Path file, ProblemList problems) {
        try (JarFile jar = new JarFile(file.toFile())) {
            jar.size();
        } catch (IOException e) {
            problems.refuse(
                    SourcePosition.ofFile("extensions-jars/" + file.getFileName()),
                    "",
                    "the jar cannot be read: " + e.getMessage(),
                    "copy or build it again");
        }
    }
}
