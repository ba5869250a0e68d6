// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.RandomMessages;
import dev.sekisho.message.header.Address;
import dev.sekisho.message.header.Mailbox;
import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.mime.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's email package finds the same parts, octets, file names and addresses in the same messages. */
class PythonComparisonTest {
    private static final int MESSAGES = 1_000;
    private static final String SCRIPT = "src/test/resources/structures.py";

    @TempDir
    private Path folder;

    @Test
    void findsTheSameInMessagesThatFollowTheRfcs() throws Exception {
        compare(
                LongStream.range(0, MESSAGES)
                        .mapToObj(RandomMessages::wellFormed)
                        .toList(),
                false);
    }

    @Test
    void findsTheSameInMessagesOfWhichPartsAreLost() throws Exception {
        compare(LongStream.range(0, MESSAGES).mapToObj(RandomMessages::cut).toList(), true);
    }

    /** Python leaves out the last line break of a multipart that is not closed: then those at the end of a part do not count. */
    private void compare(List<byte[]> messages, boolean cut) throws Exception {
        List<List<String>> found = python(messages, cut);

        assertThat(found).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(ours(messages.get(i), cut)).as("message %s", i).isEqualTo(found.get(i));
        }
    }

    /** Input and output are files: neither side waits for the other. */
    private List<List<String>> python(List<byte[]> messages, boolean cut) throws Exception {
        Path input = folder.resolve("messages");
        Path output = folder.resolve("parts");
        write(messages, input);
        Process python = new ProcessBuilder("python3", SCRIPT, cut ? "cut" : "whole")
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(python.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(python.exitValue()).isZero();
        List<List<String>> found = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            if (line.equals("end")) {
                found.add(current);
                current = new ArrayList<>();
            } else {
                current.add(line);
            }
        }
        return found;
    }

    private static void write(List<byte[]> messages, Path input) throws IOException {
        try (OutputStream out = Files.newOutputStream(input)) {
            for (byte[] message : messages) {
                out.write((message.length + "\n").getBytes(StandardCharsets.US_ASCII));
                out.write(message);
            }
        }
    }

    private static List<String> ours(byte[] message, boolean cut) {
        MessageSummary summary = MessageReader.read(message);
        List<String> lines = new ArrayList<>();
        walk(summary.structure().root(), 0, cut, message, lines);
        addresses("From", summary.envelope().addresses().from(), lines);
        addresses("To", summary.envelope().addresses().to(), lines);
        return lines;
    }

    private static void walk(Part part, int depth, boolean cut, byte[] message, List<String> lines) {
        String type =
                depth + " " + part.mediaType().type() + "/" + part.mediaType().subtype();
        if (!part.children().isEmpty()) {
            lines.add(type);
            part.children().forEach(child -> walk(child, depth + 1, cut, message, lines));
            return;
        }
        OctetRange body = part.range().body();
        String content = new String(message, (int) body.start(), (int) body.size(), StandardCharsets.ISO_8859_1);
        byte[] compared = (cut ? content.replaceAll("(\\r\\n)+$", "") : content).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(compared);
        lines.add(type + " " + compared.length + " " + sum.getValue() + " " + fileName(part));
    }

    private static String fileName(Part part) {
        return Optional.ofNullable(part.fields().disposition())
                .flatMap(disposition -> disposition.parameters().value("filename"))
                .or(() -> part.mediaType().parameters().value("name"))
                .map(name -> HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)))
                .orElse("-");
    }

    private static void addresses(String field, List<Address> addresses, List<String> lines) {
        for (Address address : addresses) {
            Mailbox mailbox = (Mailbox) address;
            String name = mailbox.name() == null ? "" : mailbox.name().octets();
            lines.add(field + " " + mailbox.localPart() + "@" + mailbox.domain() + " " + name);
        }
    }
}
