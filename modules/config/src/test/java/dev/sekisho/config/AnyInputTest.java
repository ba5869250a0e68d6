// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever stands in the files, the outcome is a value: never an exception, and never a start with a problem. */
class AnyInputTest {
    private static final Path EVERYTHING = Path.of("src", "test", "resources", "stock", "everything", "smtpserver.xml");

    private Path folder = Path.of("");
    private byte[] sound = {};

    private static final String ROUTES = """
            <relay>
              <route name="partner">
                <sender>anna@example.org</sender>
                <recipient>*.partner.example</recipient>
                <smarthost>smtp.partner.example:465</smarthost>
                <demand>pinned</demand>
                <user>us</user>
                <password literal="true">not-a-secret</password>
                <mechanism>PLAIN</mechanism>
                <peer>partner</peer>
                <pin state="retiring" until="2027-01-31">sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</pin>
              </route>
              <route name="default"/>
              <retry>5m</retry>
              <lifetime>2d</lifetime>
            </relay>
            """;

    @BeforeProperty
    void prepare() throws IOException {
        folder = Files.createTempDirectory("sekisho-any-input");
        sound = Files.readAllBytes(EVERYTHING);
    }

    @AfterProperty
    void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("smtpserver.xml"));
        Files.deleteIfExists(folder.resolve("relay.xml"));
        Files.delete(folder);
    }

    @Property(tries = 500)
    void anyBytesAreRefused(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(new TestConfiguration(folder).file("smtpserver.xml", bytes).load())
                .isInstanceOf(LoadResult.Invalid.class);
    }

    @Property(tries = 1_000)
    void aByteThatSlippedIsReportedOrDoesNoHarm(@ForAll @IntRange(max = 2_000) int at, @ForAll byte slipped) {
        byte[] bytes = sound.clone();
        bytes[at % bytes.length] = slipped;

        isAnOutcome(new TestConfiguration(folder).file("smtpserver.xml", bytes).load());
    }

    @Property(tries = 500)
    void aPieceThatIsMissingIsReportedOrDoesNoHarm(
            @ForAll @IntRange(max = 2_000) int from, @ForAll @IntRange(min = 1, max = 60) int length) {
        int start = from % sound.length;
        int end = Math.min(sound.length, start + length);
        byte[] bytes = Arrays.copyOf(sound, sound.length - (end - start));
        System.arraycopy(sound, end, bytes, start, sound.length - end);

        isAnOutcome(new TestConfiguration(folder).file("smtpserver.xml", bytes).load());
    }

    @Property(tries = 1_000)
    void aPieceOfTheRoutesThatIsMissingIsReportedOrDoesNoHarm(
            @ForAll @IntRange(max = 1_000) int from, @ForAll @IntRange(max = 80) int length) {
        int start = from % ROUTES.length();
        String rest = ROUTES.substring(0, start) + ROUTES.substring(Math.min(ROUTES.length(), start + length));

        isAnOutcome(new TestConfiguration(folder)
                .rightSmtp()
                .file("relay.xml", rest)
                .load());
    }

    private static void isAnOutcome(LoadResult loaded) {
        List<?> refused = loaded instanceof LoadResult.Invalid invalid ? invalid.problems() : List.of("valid");
        assertThat(refused).isNotEmpty();
        assertThat(loaded.warnings().toString()).doesNotContain("not-a-secret");
    }
}
