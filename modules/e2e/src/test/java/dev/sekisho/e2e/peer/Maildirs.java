// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of a client that keeps mail as Maildir.
 *
 * @param root the folder that has them
 */
public record Maildirs(Path root) {
    /** Makes a folder. */
    public Path create(String name) throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(root.resolve(name).resolve(part));
        }
        return root.resolve(name).resolve("cur");
    }

    /** Puts a message into a folder. @param flags by Maildir's letters, in the order of the alphabet */
    public void add(String folder, String subject, String flags) throws IOException {
        String text = "From: a@example.net\nSubject: " + subject + "\n\nThe text of " + subject + "\n";
        Files.writeString(root.resolve(folder).resolve("cur/" + subject + ".test:2," + flags), text);
    }

    /** The files of the messages of a folder, by their names. */
    public List<Path> files(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String part : List.of("cur", "new")) {
            try (Stream<Path> all = Files.list(root.resolve(folder).resolve(part))) {
                all.sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** The messages of a folder, each by its subject and flags, sorted; the text has to be the subject's. */
    public List<String> messages(String folder) throws IOException {
        List<String> messages = new ArrayList<>();
        for (Path file : files(folder)) {
            String text = Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
            int at = text.indexOf("Subject: ") + "Subject: ".length();
            String subject = text.substring(at, text.indexOf('\n', at));
            if (!text.contains("\n\nThe text of " + subject + "\n")) {
                throw new AssertionError(file + " is not whole: " + text);
            }
            messages.add(subject + " " + flags(file));
        }
        messages.sort(null);
        return messages;
    }

    /** The flags of a file, by Maildir's letters. */
    public static String flags(Path file) {
        String name = file.getFileName().toString();
        return name.contains(":2,") ? name.substring(name.indexOf(":2,") + 3) : "";
    }

    /** Changes the flags of a message. */
    public static void flag(Path file, String flags) throws IOException {
        String name = file.getFileName().toString();
        Files.move(file, file.resolveSibling(name.substring(0, name.indexOf(":2,")) + ":2," + flags));
    }
}
