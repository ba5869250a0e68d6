// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.SenderGrant;
import dev.sekisho.policy.smtp.RecipientStanding;
import dev.sekisho.policy.smtp.SenderStanding;
import dev.sekisho.server.Dialogue;
import dev.sekisho.server.ImapStage;
import dev.sekisho.store.senders.Senders;
import java.nio.file.Path;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
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
    void whoseMailIsForwardedAloneIsNeverFull() throws Exception {
        stage.service(MaxQuotaManager.class).setGlobalMaxMessage(QuotaCountLimit.count(1));
        stage.store("INBOX", "Subject: one\r\n\r\n");
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL_FULL);
        RecipientRewriteTable table = stage.service(RecipientRewriteTable.class);
        MappingSource source = MappingSource.fromUser("alice", Domain.of("example.org"));
        table.addForwardMapping(source, "friend@elsewhere.example");
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL);
        table.addForwardMapping(source, "alice@example.org");
        assertThat(alice()).isEqualTo(RecipientStanding.LOCAL_FULL);
    }

    @Test
    void anAliasOfNobodyIsUnknownAndACatchAllTakesNoUsersMail() throws Exception {
        RecipientRewriteTable table = stage.service(RecipientRewriteTable.class);
        Domain here = Domain.of("example.org");
        table.addAliasMapping(MappingSource.fromUser("info", here), "nobody@example.org");
        JamesDirectory directory = stage.service(JamesDirectory.class);
        assertThat(directory.recipient(new MailAddress("info@example.org"))).isEqualTo(RecipientStanding.LOCAL_UNKNOWN);
        table.addAliasMapping(MappingSource.fromUser("info", here), "bob@example.org");
        assertThat(directory.recipient(new MailAddress("info@example.org"))).isEqualTo(RecipientStanding.LOCAL);
        table.addAliasMapping(MappingSource.fromDomain(here), "alice@example.org");
        assertThat(directory.recipient(new MailAddress("anything@example.org"))).isEqualTo(RecipientStanding.LOCAL);
        assertThat(table.getResolvedMappings("bob", here).isEmpty()).isTrue();
        assertThat(table.getResolvedMappings("anything", here).asStream())
                .extracting(mapping -> mapping.getMappingValue())
                .containsExactly("alice@example.org");
    }

    @Test
    void theTargetOfACatchAllSendsAsNobodyElseUntilThatIsGranted() throws Exception {
        Username alice = Username.of("alice@example.org");
        MailAddress other = new MailAddress("bob@example.org");
        stage.service(RecipientRewriteTable.class)
                .addAliasMapping(MappingSource.fromDomain(Domain.of("example.org")), "alice@example.org");
        JamesDirectory directory = stage.service(JamesDirectory.class);
        assertThat(directory.sender(alice, new MailAddress("alice@example.org")))
                .isEqualTo(SenderStanding.OWN);
        assertThat(directory.sender(alice, other)).isEqualTo(SenderStanding.FOREIGN);
        assertThat(stage.service(CanSendFrom.class).userCanSendFrom(alice, Username.of("bob@example.org")))
                .isFalse();

        stage.service(Senders.class)
                .add(alice, SenderGrant.parse("bob@example.org").orElseThrow());
        assertThat(directory.sender(alice, other)).isEqualTo(SenderStanding.OWN);
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
