// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void whatAnEarlierRunLeftOfMessagesGoesAndNothingElse() throws Exception {
        Home home = new Home(folder);
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
