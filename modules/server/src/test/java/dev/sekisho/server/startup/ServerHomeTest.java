// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHomeTest {
    @TempDir
    Path folder;

    @Test
    void whatAnEarlierRunLeftOfMessagesGoesAndNothingElse() throws Exception {
        ServerHome home = new ServerHome(folder);
        home.prepare();
        Path half = Files.createFile(home.incoming().resolve("incoming-1.eml"));
        Path copy = Files.createFile(home.temporary().resolve("mimemessage-MailCopy-1.m64"));
        Path other = Files.createFile(home.temporary().resolve("something-else"));

        home.prepare();

        assertThat(half).doesNotExist();
        assertThat(copy).doesNotExist();
        assertThat(other).exists();
    }
}
