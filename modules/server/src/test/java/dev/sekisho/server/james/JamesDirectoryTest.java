// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.smtp.RecipientStanding;
import dev.sekisho.server.Dialogue;
import dev.sekisho.server.ImapStage;
import java.nio.file.Path;
import org.apache.james.core.MailAddress;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of recipients by James' users and quotas. */
class JamesDirectoryTest {
    private ImapStage stage;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        stage = new ImapStage(home);
        try (Dialogue client = stage.login()) {
            client.say("s SELECT INBOX");
            client.tagged("s");
        }
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    private RecipientStanding alice() throws Exception {
        return stage.service(JamesDirectory.class).recipient(new MailAddress("alice@example.org"));
    }

    @Test
    void aUserWhoMayKeepNoFurtherMessageIsFull() throws Exception {
        stage.service(MaxQuotaManager.class).setGlobalMaxMessage(QuotaCountLimit.count(2));
        stage.store("INBOX", "Subject: one\r\n\r\n");
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL);

        stage.store("INBOX", "Subject: two\r\n\r\n");
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL_FULL);
    }

    @Test
    void aUserWhoMayKeepNoFurtherOctetIsFull() throws Exception {
        String message = "Subject: one\r\n\r\n";
        stage.service(MaxQuotaManager.class).setGlobalMaxStorage(QuotaSizeLimit.size(2L * message.length()));
        stage.store("INBOX", message);
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL);

        stage.store("INBOX", message);
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL_FULL);
    }
}
