// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImapSilenceTest {
    @TempDir
    Path home;

    /** RFC 9051 5.4: half an hour at least holds for sessions that are logged in. */
    @Test
    void aSilentStrangerIsClosedWhileAUserWhoWasSilentForLongerIsServed() throws Exception {
        try (ImapStage stage = new ImapStage(home, Duration.ofSeconds(5));
                ScriptedClient user = stage.login();
                ScriptedClient stranger = stage.connect()) {
            assertThat(stranger.rest()).startsWith("* BYE Idle for too long");
            user.ask("a NOOP", "a OK");
        }
    }
}
