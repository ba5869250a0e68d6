// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.james.DomainListFile;
import dev.sekisho.config.james.ListenersFile;
import dev.sekisho.config.james.MailetContainerFile;
import dev.sekisho.config.james.UnreadJamesFiles;
import dev.sekisho.config.james.UsersRepositoryFile;
import dev.sekisho.config.listener.ListenerSchema;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.relay.RelaySchema;
import dev.sekisho.config.store.StoreSchema;
import dev.sekisho.config.tls.TlsSchema;
import dev.sekisho.config.xml.VariableSubstitution;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.config.xml.XmlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the files that James and other libraries read, and reports files that nothing reads. */
final class OtherFilesCheck {
    private static final String XML = ".xml";
    private static final String PROPERTIES = ".properties";
    /** The log's, which Logback reads. */
    private static final String LOG = "logback.xml";

    private OtherFilesCheck() {}

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
        return name.equals(SekishoSchema.FILE)
                || name.equals(TlsSchema.FILE)
                || name.equals(StoreSchema.FILE)
                || name.equals(RelaySchema.FILE)
                || ListenerSchema.ALL.stream().anyMatch(table -> table.file().equals(name));
    }

    private static void check(Path path, String name, ProblemList problems) {
        Optional<XmlElement> root = name.endsWith(XML) ? read(path, name, problems) : Optional.empty();
        boolean used = true;
        switch (name) {
            case MailetContainerFile.FILE ->
                root.ifPresent(element -> new MailetContainerFile(element, problems).check());
            case DomainListFile.FILE -> root.ifPresent(element -> DomainListFile.check(element, problems));
            case ListenersFile.FILE -> root.ifPresent(element -> ListenersFile.check(element, problems));
            case UsersRepositoryFile.FILE -> root.ifPresent(element -> UsersRepositoryFile.check(element, problems));
            default -> used = name.equals(LOG) || !name.endsWith(XML) && !name.endsWith(PROPERTIES);
        }
        UnreadJamesFiles.check(name, used, problems);
    }

    static Optional<XmlElement> read(Path path, String name, ProblemList problems) {
        // James fills its own variables in when it reads these files: here they stay as they are.
        return new XmlFile(path, name, new VariableSubstitution(unasked -> Optional.of(""))).read(problems);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
