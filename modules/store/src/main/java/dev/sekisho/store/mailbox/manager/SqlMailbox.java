// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import java.time.Clock;
import javax.mail.Flags;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxPathLocker;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.BatchSizes;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.MessageFactory;
import org.apache.james.mailbox.store.MessageStorer;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.search.MessageSearchIndex;

/** One opened mailbox, as James' protocols see it: keywords are allowed, attachments are not kept apart. */
final class SqlMailbox extends StoreMessageManager {

    SqlMailbox(
            MailboxSessionMapperFactory mappers,
            MessageSearchIndex index,
            EventBus eventBus,
            MailboxPathLocker locker,
            Mailbox mailbox,
            QuotaComponents quotas,
            MessageId.Factory messageIds,
            BatchSizes batchSizes,
            StoreRightManager rights,
            PreDeletionHooks hooks,
            ThreadIdGuessingAlgorithm threads,
            Clock clock) {
        super(
                SqlMailboxes.MESSAGE_CAPABILITIES.clone(),
                mappers,
                index,
                eventBus,
                locker,
                mailbox,
                quotas.getQuotaManager(),
                quotas.getQuotaRootResolver(),
                batchSizes,
                rights,
                hooks,
                new MessageStorer.WithoutAttachment(
                        mappers, messageIds, new MessageFactory.StoreMessageFactory(), threads, clock));
    }

    @Override
    public Flags getPermanentFlags(MailboxSession session) {
        Flags flags = super.getPermanentFlags(session);
        flags.add(Flags.Flag.USER);
        return flags;
    }
}
