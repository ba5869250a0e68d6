// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the running server says of itself once all its listeners are open.
 *
 * @param content the content of {@code var/run/status.json}
 */
public record ServerStatus(JsonNode content) {

    /** What the server of this pid says; empty while it says nothing yet, or if the file is another one's or unreadable. */
    public static Optional<ServerStatus> read(HomeFolder home, long pid) {
        Path file = home.run().resolve("status.json");
        try {
            ServerStatus status = new ServerStatus(JsonOutput.parse(Files.readString(file)));
            return Optional.of(status).filter(read -> read.content().path("pid").asLong() == pid);
        } catch (IOException absentOrHalf) {
            return Optional.empty();
        }
    }

    /** The XML files of the configuration that were written since the server read them: it reads them at its start alone. */
    public List<String> changedSinceStart(HomeFolder home) {
        Instant started;
        try {
            started = Instant.parse(text(content, "startedAt"));
        } catch (DateTimeParseException unknown) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.conf())) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> writtenAfter(file, started))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private static boolean writtenAfter(Path file, Instant moment) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isAfter(moment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void print(PrintWriter out) {
        out.println("Sekisho " + text(content, "version") + " is running, pid " + text(content, "pid") + ", since "
                + text(content, "startedAt") + " (started in " + text(content, "startupMillis") + " ms), TLS engine "
                + text(content, "engine"));
        TextTable listeners = new TextTable("LISTENER", "PROTOCOL", "POLICY", "TLS", "ADDRESS", "PIN");
        content.path("listeners")
                .forEach(each -> listeners.add(
                        text(each, "name"),
                        text(each, "protocol"),
                        text(each, "policy"),
                        text(each, "tls"),
                        address(each),
                        text(each, "pin")));
        listeners.lines().forEach(out::println);
        TextTable certificates = new TextTable("CERTIFICATE", "PIN", "UNTIL", "HOST NAMES");
        content.path("certificates")
                .forEach(each -> certificates.add(
                        text(each, "name"), text(each, "pin"), text(each, "notAfter"), list(each.path("hostNames"))));
        certificates.lines().forEach(out::println);
        content.path("problems").forEach(problem -> out.println("problem: " + problem.asText()));
    }

    private static String address(JsonNode listener) {
        String address = text(listener, "address");
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + text(listener, "port");
    }

    private static String list(JsonNode array) {
        StringBuilder joined = new StringBuilder();
        array.forEach(each -> joined.append(joined.isEmpty() ? "" : ", ").append(each.asText()));
        return joined.toString();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "-" : value.asText();
    }
}
