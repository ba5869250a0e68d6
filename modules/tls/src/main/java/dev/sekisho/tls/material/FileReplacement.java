// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts new content into several files that belong together: all of it is on disk beside them, and the old content is kept, before the first
 * file is replaced. If one cannot be replaced, those before it get their old content back.
 */
public final class FileReplacement {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * What a file is to hold.
     *
     * @param file the file
     * @param bytes its content
     * @param secret whether none but its owner may read it
     */
    public record Content(Path file, byte[] bytes, boolean secret) {
        /** No content: it may be a key. */
        @Override
        public String toString() {
            return file.toString();
        }
    }

    private record Step(Content content, Path staged, Optional<Path> kept) {}

    private FileReplacement() {}

    /**
     * Replaces or makes the files.
     *
     * @param now stands in the names of the files that keep the old content
     * @return the files that keep the old content, mode 0600
     * @throws IOException if a file cannot be written; then all is as it was
     */
    public static List<Path> exchange(List<Content> contents, Instant now) throws IOException {
        List<Step> steps = new ArrayList<>();
        try {
            for (Content content : contents) {
                Path staged = PrivateFiles.stage(content.file(), content.bytes(), content.secret());
                steps.add(new Step(content, staged, keep(content.file(), now)));
            }
            for (int i = 0; i < steps.size(); i++) {
                replace(steps, i);
            }
        } finally {
            for (Step step : steps) {
                Files.deleteIfExists(step.staged());
            }
        }
        return steps.stream().flatMap(step -> step.kept().stream()).toList();
    }

    private static Optional<Path> keep(Path file, Instant now) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path kept = file.resolveSibling(file.getFileName() + "." + STAMP.format(now) + ".old");
        PrivateFiles.put(PrivateFiles.stage(kept, Files.readAllBytes(file), true), kept);
        return Optional.of(kept);
    }

    private static void replace(List<Step> steps, int number) throws IOException {
        Step step = steps.get(number);
        try {
            PrivateFiles.put(step.staged(), step.content().file());
        } catch (IOException e) {
            for (Step before : steps.subList(0, number)) {
                undo(before, e);
            }
            throw e;
        }
    }

    private static void undo(Step step, IOException cause) {
        Path file = step.content().file();
        try {
            if (step.kept().isPresent()) {
                byte[] old = Files.readAllBytes(step.kept().get());
                PrivateFiles.put(PrivateFiles.stage(file, old, step.content().secret()), file);
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException again) {
            cause.addSuppressed(again);
        }
    }
}
