// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.xml.Variables;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.config.xml.XmlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the files that others read, James among them, and tells of those that nobody does. */
final class OtherFiles {
    private static final String XML = ".xml";
    private static final String PROPERTIES = ".properties";
    /** The log's, which Logback reads. */
    private static final String LOG = "logback.xml";

    private OtherFiles() {}

    static void check(Path folder, ProblemList problems) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(path -> Files.isRegularFile(path) && !isOurs(path))
                    .sorted()
                    .forEach(path -> check(path, name(path), problems));
        } catch (IOException e) {
            problems.refuse(
                    SourcePosition.ofFile(folder.toString()),
                    "",
                    "the folder cannot be read: " + e,
                    "name a folder that can be");
        }
    }

    private static boolean isOurs(Path path) {
        String name = name(path);
        return name.equals(SekishoTable.FILE)
                || name.equals(TlsTable.FILE)
                || name.equals(StoreTable.FILE)
                || name.equals(RelayTable.FILE)
                || ListenerTable.ALL.stream().anyMatch(table -> table.file().equals(name));
    }

    private static void check(Path path, String name, ProblemList problems) {
        Optional<XmlElement> root = name.endsWith(XML) ? read(path, name, problems) : Optional.empty();
        boolean used = true;
        switch (name) {
            case MailetContainer.FILE -> root.ifPresent(element -> new MailetContainer(element, problems).check());
            case DomainListFile.FILE -> root.ifPresent(element -> DomainListFile.check(element, problems));
            case UsersFile.FILE -> root.ifPresent(element -> UsersFile.check(element, problems));
            default -> used = name.equals(LOG) || !name.endsWith(XML) && !name.endsWith(PROPERTIES);
        }
        JamesFiles.check(name, used, problems);
    }

    static Optional<XmlElement> read(Path path, String name, ProblemList problems) {
        // James fills its own variables in when it reads these files: here they stay as they are.
        return new XmlFile(path, name, new Variables(unasked -> Optional.of(""))).read(problems);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
