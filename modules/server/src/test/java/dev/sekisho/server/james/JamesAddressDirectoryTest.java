// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderGrant;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.server.ImapStage;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.store.senders.AllowedSenders;
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
class JamesAddressDirectoryTest {
    private ImapStage stage;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        stage = new ImapStage(home);
        try (ScriptedClient client = stage.login()) {
            client.say("s SELECT INBOX");
            client.tagged("s");
        }
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    private RecipientAddressClass alice() throws Exception {
        return stage.service(JamesAddressDirectory.class).recipient(new MailAddress("alice@example.org"));
    }

    @Test
    void aUserWhoMayKeepNoFurtherMessageIsFull() throws Exception {
        stage.service(MaxQuotaManager.class).setGlobalMaxMessage(QuotaCountLimit.count(2));
        stage.store("INBOX", "Subject: one\r\n\r\n");
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL);

        stage.store("INBOX", "Subject: two\r\n\r\n");
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL_FULL);
    }

    @Test
    void whoseMailIsForwardedAloneIsNeverFull() throws Exception {
        stage.service(MaxQuotaManager.class).setGlobalMaxMessage(QuotaCountLimit.count(1));
        stage.store("INBOX", "Subject: one\r\n\r\n");
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL_FULL);
        RecipientRewriteTable table = stage.service(RecipientRewriteTable.class);
        MappingSource source = MappingSource.fromUser("alice", Domain.of("example.org"));
        table.addForwardMapping(source, "friend@elsewhere.example");
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL);
        table.addForwardMapping(source, "alice@example.org");
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL_FULL);
    }

    @Test
    void anAliasOfNobodyIsUnknownAndACatchAllTakesNoUsersMail() throws Exception {
        RecipientRewriteTable table = stage.service(RecipientRewriteTable.class);
        Domain here = Domain.of("example.org");
        table.addAliasMapping(MappingSource.fromUser("info", here), "nobody@example.org");
        JamesAddressDirectory directory = stage.service(JamesAddressDirectory.class);
        assertThat(directory.recipient(new MailAddress("info@example.org")))
                .isEqualTo(RecipientAddressClass.LOCAL_UNKNOWN);
        table.addAliasMapping(MappingSource.fromUser("info", here), "bob@example.org");
        assertThat(directory.recipient(new MailAddress("info@example.org"))).isEqualTo(RecipientAddressClass.LOCAL);
        table.addAliasMapping(MappingSource.fromDomain(here), "alice@example.org");
        assertThat(directory.recipient(new MailAddress("anything@example.org"))).isEqualTo(RecipientAddressClass.LOCAL);
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
        JamesAddressDirectory directory = stage.service(JamesAddressDirectory.class);
        assertThat(directory.sender(alice, new MailAddress("alice@example.org")))
                .isEqualTo(SenderOwnership.OWN);
        assertThat(directory.sender(alice, other)).isEqualTo(SenderOwnership.FOREIGN);
        assertThat(stage.service(CanSendFrom.class).userCanSendFrom(alice, Username.of("bob@example.org")))
                .isFalse();

        stage.service(AllowedSenders.class)
                .add(alice, SenderGrant.parse("bob@example.org").orElseThrow());
        assertThat(directory.sender(alice, other)).isEqualTo(SenderOwnership.OWN);
    }

    @Test
    void aUserWhoMayKeepNoFurtherOctetIsFull() throws Exception {
        String message = "Subject: one\r\n\r\n";
        stage.service(MaxQuotaManager.class).setGlobalMaxStorage(QuotaSizeLimit.size(2L * message.length()));
        stage.store("INBOX", message);
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL);

        stage.store("INBOX", message);
        assertThat(alice()).isEqualTo(RecipientAddressClass.LOCAL_FULL);
    }
}
