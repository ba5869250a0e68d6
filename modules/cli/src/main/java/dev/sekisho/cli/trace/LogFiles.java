// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files of the log, from the oldest to the one that is written now, read a line at a time. What cannot be read is passed over, and named.
 */
final class LogFiles {
    static final String CURRENT = "sekisho.log";
    /** What is longer is no line that is looked for. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final Pattern ROTATED = Pattern.compile("sekisho-(\\d{4}-\\d\\d-\\d\\d)\\.(\\d{1,9})\\.log(\\.gz)?");

    private final Path folder;
    private final Instant since;
    private final Instant until;
    private final Map<Path, String> unreadable = new LinkedHashMap<>();
    private Optional<Instant> begins = Optional.empty();

    private record Dated(Path file, LocalDate date, int number) {}

    /** Those in a folder that may have lines of this time. */
    LogFiles(Path folder, Instant since, Instant until) {
        this.folder = folder;
        this.since = since;
        this.until = until;
    }

    /** In the order they were written; the one that is written now may have become another meanwhile. */
    List<Path> files() {
        ZoneId zone = ZoneId.systemDefault();
        LocalDate first = LocalDate.ofInstant(since, zone).minusDays(1);
        LocalDate last = LocalDate.ofInstant(until, zone).plusDays(1);
        List<Path> files = new ArrayList<>();
        rotated().stream()
                .filter(each -> !each.date().isBefore(first) && !each.date().isAfter(last))
                .map(Dated::file)
                .forEach(files::add);
        if (Files.exists(folder.resolve(CURRENT))) {
            files.add(folder.resolve(CURRENT));
        }
        return files;
    }

    private List<Dated> rotated() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.flatMap(file -> dated(file).stream())
                    .sorted(Comparator.comparing(Dated::date).thenComparing(Dated::number))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            unreadable.put(folder, reason(e));
            return List.of();
        }
    }

    private static Optional<Dated> dated(Path file) {
        Matcher name = ROTATED.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? Optional.of(new Dated(file, LocalDate.parse(name.group(1)), Integer.parseInt(name.group(2))))
                    : Optional.empty();
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Hands on each line about mail within the time, in order. */
    void each(Consumer<MailLogEntry> action) {
        for (Path file : files()) {
            try (InputStream octets = open(file)) {
                for (Optional<String> line = line(octets); line.isPresent(); line = line(octets)) {
                    if (begins.isEmpty()) {
                        begins = MailLogEntry.time(line.get());
                    }
                    MailLogEntry.read(line.get())
                            .filter(entry -> !entry.time().isBefore(since)
                                    && !entry.time().isAfter(until))
                            .ifPresent(action);
                }
            } catch (IOException e) {
                unreadable.put(file, reason(e));
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream octets = Files.newInputStream(file);
        try {
            return new BufferedInputStream(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(octets) : octets, 64 * 1024);
        } catch (IOException e) {
            octets.close();
            throw e;
        }
    }

    /** The next line, as much of it as is of use; empty at the end. */
    private static Optional<String> line(InputStream octets) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int octet = octets.read();
        if (octet < 0) {
            return Optional.empty();
        }
        for (; octet >= 0 && octet != '\n'; octet = octets.read()) {
            if (line.size() < LONGEST_LINE) {
                line.write(octet);
            }
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }

    private static String reason(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Which could not be read, or not to their end, and why. */
    Map<Path, String> unreadable() {
        return Map.copyOf(unreadable);
    }

    /** The time of the first line that was read; empty if there was none. */
    Optional<Instant> begins() {
        return begins;
    }
}
