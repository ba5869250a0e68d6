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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the XML files that others read: James, and other parts of Sekisho. */
final class OtherFiles {
    private static final String XML = ".xml";
    /** James' files of services that are not served. */
    private static final List<String> NOT_SERVED = List.of("lmtpserver.xml", "managesieveserver.xml");

    private OtherFiles() {}

    static void check(Path folder, ProblemList problems) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(path -> path.toString().endsWith(XML) && !isOurs(path))
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
        Optional<XmlElement> root = read(path, name, problems);
        if (name.equals(MailetContainer.FILE)) {
            root.ifPresent(element -> new MailetContainer(element, problems).check());
        }
        if (NOT_SERVED.contains(name) && root.isPresent()) {
            problems.warn(SourcePosition.ofFile(name), "", "this service of James is not served", "remove the file");
        }
    }

    static Optional<XmlElement> read(Path path, String name, ProblemList problems) {
        // James fills its own variables in when it reads these files: here they stay as they are.
        return new XmlFile(path, name, new Variables(unasked -> Optional.of(""))).read(problems);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
