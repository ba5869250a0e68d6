// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.utils.UpdatableTickingClock;

/** Gives James' contract tests our mappers. */
public final class SqlMapperProvider implements MapperProvider {

    private static final MailboxSession SESSION = MailboxSessionUtil.create(Username.of("user"));

    private final UpdatableTickingClock clock = new UpdatableTickingClock(Instant.now());
    private final AtomicLong uids = new AtomicLong(1000);
    private final SqlMessageId.Factory messageIds = new SqlMessageId.Factory(clock);
    private final SqlMapperFactory mappers;

    public SqlMapperProvider(OpenStore open) {
        mappers = new SqlMapperFactory(open.database(), new BodyStore(open.database()), clock);
    }

    UpdatableTickingClock clock() {
        return clock;
    }

    SqlMapperFactory mappers() {
        return mappers;
    }

    @Override
    public List<Capabilities> getSupportedCapabilities() {
        return List.of(
                Capabilities.MESSAGE,
                Capabilities.MAILBOX,
                Capabilities.ANNOTATION,
                Capabilities.MOVE,
                Capabilities.UNIQUE_MESSAGE_ID,
                Capabilities.THREAD_SAFE_FLAGS_UPDATE,
                Capabilities.INCREMENTAL_APPLICABLE_FLAGS,
                Capabilities.ACL_STORAGE);
    }

    @Override
    public MailboxMapper createMailboxMapper() {
        return mappers.createMailboxMapper(SESSION);
    }

    @Override
    public MessageMapper createMessageMapper() {
        return mappers.createMessageMapper(SESSION);
    }

    @Override
    public MessageIdMapper createMessageIdMapper() {
        return mappers.createMessageIdMapper(SESSION);
    }

    @Override
    public AttachmentMapper createAttachmentMapper() {
        throw new UnsupportedOperationException("attachments are not kept apart from messages");
    }

    @Override
    public MailboxId generateId() {
        return new SqlMailboxId(ThreadLocalRandom.current().nextInt(1_000_000, Integer.MAX_VALUE));
    }

    /** One that no mailbox has given out: the contract takes no heed of the message's mailbox. */
    @Override
    public MessageUid generateMessageUid() {
        return MessageUid.of(uids.incrementAndGet());
    }

    /** The contract asks for one of a mailbox that does not exist, too. */
    @Override
    public ModSeq generateModSeq(Mailbox mailbox) throws MailboxException {
        try {
            return mappers.getModSeqProvider().nextModSeq(mailbox);
        } catch (MailboxNotFoundException e) {
            return ModSeq.first();
        }
    }

    @Override
    public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
        return mappers.getModSeqProvider().highestModSeq(mailbox);
    }

    @Override
    public boolean supportPartialAttachmentFetch() {
        return false;
    }

    @Override
    public MessageId generateMessageId() {
        return messageIds.generate();
    }
}
