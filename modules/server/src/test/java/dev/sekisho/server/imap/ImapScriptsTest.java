// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.ImapStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command and each extension answers as its RFC says: the scripts of {@code imap-scripts}. */
class ImapScriptsTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/imap-scripts");

    @TempDir
    static Path home;

    private static ImapStage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new ImapStage(home);
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    static List<String> scripts() throws Exception {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theServerAnswersAsTheScriptSays(String file) throws Exception {
        try (ImapScriptPlayer player = new ImapScriptPlayer(stage, ImapScript.read(SCRIPTS.resolve(file)))) {
            player.play();
        }
    }
}
