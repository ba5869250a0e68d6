// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.maintenance.MailboxCounters;
import dev.sekisho.store.maintenance.RestoredMailboxes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store goes back to an earlier state, behind what a client has seen of it. */
class RestoredMailboxesTest {
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aClientSeesWhatIsThereAndNoUidMeansAnotherMessage(Engine engine) {
        try (OpenImapStore open = OpenImapStore.on(engine)) {
            MailboxId inbox = open.mailbox("INBOX");
            open.append(inbox, MessageFlags.NONE, MessageFlags.of(SystemFlag.SEEN));
            String backup = open.database.read(sql -> sql.first(
                            "SELECT last_uid, modseq FROM mailboxes WHERE id = ?",
                            row -> "last_uid = " + row.number(1) + ", modseq = " + row.number(2),
                            inbox.value())
                    .orElseThrow());
            open.append(inbox, MessageFlags.NONE);
            OpenMailbox seen = open.store.reader().open(inbox, false).orElseThrow();
            open.database.write(sql -> sql.update("DELETE FROM messages WHERE uid = 3")
                    + sql.update("UPDATE mailboxes SET messages = 2, unseen = 1, octets = octets * 2 / 3, " + backup
                            + " WHERE id = " + inbox.value()));

            assertThat(RestoredMailboxes.renumber(open.database)).isPositive();

            MailboxReader reader = open.readerWithoutCache();
            MailboxDelta delta =
                    reader.changesSince(inbox, seen.highestModSeq()).orElseThrow();
            assertThat(delta.vanished().contains(3)).isTrue();
            assertThat(delta.vanished().contains(1)).isFalse();
            assertThat(open.rows(inbox).values()).hasSize(2).allMatch(state -> state.modSeq() > seen.highestModSeq());
            assertThat(open.append(inbox, MessageFlags.NONE).uids().first()).isGreaterThan(1_000_000);
            assertThat(MailboxCounters.repair(open.database)).isZero();
        }
    }
}
