// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what commands do with mail into the server's own log, beside the server if it runs: each line at the end of the file with one write, as the server does it.
 * A link is not followed: a command of root must not write where the server's user points it. Where the file was rotated away in that moment, the lines are written once more into the new one; whoever reads them passes over what is there twice.
 *
 * <p>The command is already carried out: if the line cannot be written, this is reported, and nothing is undone.
 */
public final class CommandLog {
    private static final int AT_ONCE = 200;
    private static final String FILE = "sekisho.log";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

    private final Terminal terminal;
    private final Path file;
    private final Clock clock;
    private final List<String> lines = new ArrayList<>();

    /** Into the log of this home. */
    public CommandLog(Terminal terminal, HomeFolder home, Clock clock) {
        this.terminal = terminal;
        this.file = home.log().resolve(FILE);
        this.clock = clock;
    }

    /** A message that something was done with. @param queue its number in the outgoing queue, if it was there */
    public void add(
            String action, String name, Optional<Long> queue, Optional<String> sender, List<String> recipients) {
        LogLineBuilder line = LogLineBuilder.of(LogEvent.COMMAND)
                .with(LogKey.ID, name)
                .with(LogKey.QUEUE, queue.map(String::valueOf))
                .with(LogKey.ACTION, action)
                .from(sender)
                .to(recipients)
                .with(LogKey.BY, OperatorName.name());
        add(line);
    }

    /** A ban that was added or removed. @param until when it ends */
    public void addBan(String action, String network, Optional<Instant> until, Optional<String> reason) {
        add(LogLineBuilder.of(LogEvent.BAN)
                .with(LogKey.ACTION, action)
                .with(LogKey.NETWORK, network)
                .with(LogKey.UNTIL, until.map(Instant::toString))
                .with(LogKey.BY, OperatorName.name())
                .with(LogKey.REASON, reason));
    }

    private void add(LogLineBuilder line) {
        lines.add(TIME.format(clock.instant()) + " INFO  [command] " + LogLineBuilder.LOGGER_NAME + " " + line.line()
                + "\n");
        if (lines.size() >= AT_ONCE) {
            write();
        }
    }

    /** Writes what was added. */
    public void write() {
        if (lines.isEmpty()) {
            return;
        }
        try {
            if (!append()) {
                append();
            }
        } catch (IOException e) {
            terminal.err()
                    .println("sekisho: the command was carried out, but " + file
                            + " cannot be written, so it is not in the log: " + e);
        }
        lines.clear();
    }

    /** @return false if the file is not the log any more */
    private boolean append() throws IOException {
        boolean made = makeIfMissing();
        Object before = key();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
            for (String line : lines) {
                ByteBuffer octets = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
            }
        }
        return made || before.equals(key());
    }

    /** Only by whom the folder belongs to: the server has to be able to write it too. */
    private boolean makeIfMissing() throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path folder = file.getParent();
        Files.createDirectories(folder);
        String owner = Files.getOwner(folder).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException("it does not exist, and only " + owner + " may create it");
        }
        try (FileChannel made = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
            made.force(false);
        }
        return true;
    }

    private Object key() throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException rotated) {
            return Optional.empty();
        }
    }
}
