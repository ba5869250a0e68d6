// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyInputStream;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.textindex.TextIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads mailboxes. Every method blocks and throws a {@link StoreException} if the store fails. No connection is held between calls. Safe for all
 * threads.
 */
public final class MailboxReader {

    /** Mailboxes in memory have one of so many octets of the heap. */
    private static final int CACHE = 8;

    /** Rows of a page: few enough that one is never much of the heap. */
    private static final int FLAGS_PAGE = 2000;

    private static final int MESSAGES_PAGE = 200;

    /** Of messages in memory, with which a client that reads slowly may keep them there. */
    private static final int CACHED_PAGE = 1000;

    /** Of messages or flags in memory that nobody keeps. */
    private static final int PASSING_PAGE = 5000;

    /** Of so many one-chunk bodies at most. */
    private static final int BODIES_PAGE = 32;

    /** So long the opening of a mailbox waits for its recent messages. */
    private static final Duration MAY_TAKE = Duration.ofSeconds(3);

    private static final Logger LOGGER = LoggerFactory.getLogger(MailboxReader.class);

    private final Database database;
    private final BodyStore bodies;
    private final TextIndex textIndex;
    private final MailboxCache cache;

    /** On an opened database. A part of the heap is taken for the mailboxes that are asked about. */
    MailboxReader(Database database, BodyStore bodies, TextIndex textIndex) {
        this(database, bodies, textIndex, Runtime.getRuntime().maxMemory() / CACHE);
    }

    /** @param cached octets of heap for the mailboxes that are asked about, about */
    MailboxReader(Database database, BodyStore bodies, TextIndex textIndex, long cached) {
        this.database = database;
        this.bodies = bodies;
        this.textIndex = textIndex;
        this.cache = new MailboxCache(database, cached);
    }

    /**
     * Opens a mailbox; its messages are not read.
     *
     * @param claimsRecent whether this session takes the messages that are recent (SELECT), or leaves them to another (EXAMINE). They are left
     *     to another too while the store cannot be written: who cannot write may still read
     * @return empty if there is no such mailbox
     */
    public Optional<OpenMailbox> open(MailboxId mailbox, boolean claimsRecent) {
        Optional<OpenMailbox> opened = database.read(sql -> MailboxStateQuery.open(sql, mailbox));
        boolean hasRecent = opened.isPresent()
                && opened.get().messages() > 0
                && opened.get().recentFrom() < opened.get().uidNext();
        if (!claimsRecent || !hasRecent) {
            return opened;
        }
        try {
            return claim(mailbox).get(MAY_TAKE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.debug("mailbox {} is opened without taking its recent messages", mailbox, e);
            return opened;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return opened;
        }
    }

    private CompletableFuture<Optional<OpenMailbox>> claim(MailboxId mailbox) {
        return database.submit(sql -> {
            if (!MailboxTable.lock(sql, mailbox.value())) {
                return Optional.empty();
            }
            Optional<OpenMailbox> claimed = MailboxStateQuery.open(sql, mailbox);
            claimed.ifPresent(state -> MailboxTable.raiseRecentFrom(sql, mailbox.value(), state.uidNext()));
            return claimed;
        });
    }

    /**
     * The messages that have come while a mailbox was open and that no session was told of before: recent to this one (RFC 3501 2.3.2).
     *
     * @param last the highest UID that the session is told of
     * @param claims whether this session takes them, or leaves them to another (EXAMINE)
     * @return the lowest UID of those up to {@code last}; empty if there is none
     */
    public OptionalLong recent(MailboxId mailbox, long last, boolean claims) {
        OptionalLong first = database.read(sql -> MailboxStateQuery.firstRecent(sql, mailbox, last));
        if (!claims || first.isEmpty()) {
            return first;
        }
        return database.write(sql -> {
            boolean there = MailboxTable.lock(sql, mailbox.value());
            OptionalLong claimed = there ? MailboxStateQuery.firstRecent(sql, mailbox, last) : OptionalLong.empty();
            if (claimed.isPresent()) {
                MailboxTable.raiseRecentFrom(sql, mailbox.value(), last + 1);
            }
            return claimed;
        });
    }

    /**
     * The UIDs of the messages that a mailbox had when it was opened, whatever has come and gone since.
     *
     * @return empty if the mailbox is no more, or was opened so long ago that this is no longer known: open it anew
     */
    public Optional<UidSet> uids(OpenMailbox opened) {
        if (opened.messages() == opened.uidNext() - 1) {
            // All that ever came are there.
            return Optional.of(UidSet.range(1, opened.messages()));
        }
        Optional<UidSet> cached =
                cache.at(opened.id().value(), opened.highestModSeq()).map(CachedMailbox::uids);
        return cached.isPresent() ? cached : readUids(opened);
    }

    /** How many messages have UIDs from the first to the last now; takes time in proportion to them. */
    public long count(MailboxId mailbox, long first, long last) {
        return database.read(sql -> MessageQuery.count(sql, mailbox.value(), first, last));
    }

    private Optional<UidSet> readUids(OpenMailbox opened) {
        return database.read(sql -> ChangeQuery.uids(sql, opened.id().value(), 0, opened.highestModSeq()))
                .filter(found -> found.state().expungedFrom() <= opened.highestModSeq())
                .map(found -> found.present().union(found.gone()).intersection(UidSet.range(1, opened.uidNext() - 1)));
    }

    /**
     * What has changed since.
     *
     * @param modSeq a modification sequence that was told of this mailbox, or 0 for all that is there
     * @return empty if the mailbox is no more
     */
    public Optional<MailboxDelta> changesSince(MailboxId mailbox, long modSeq) {
        Optional<ChangeQuery.Changes> found =
                database.read(sql -> ChangeQuery.changes(sql, mailbox.value(), modSeq, MailboxDelta.MOST_FLAGS));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ChangeQuery.Changes changes = found.get();
        if (changes.state().expungedFrom() > modSeq) {
            return withoutExpunges(mailbox, modSeq);
        }
        return changes.changed().size() > MailboxDelta.MOST_FLAGS
                ? manyChanges(mailbox, modSeq)
                : Optional.of(delta(changes));
    }

    private static MailboxDelta delta(ChangeQuery.Changes changes) {
        List<FlagState> flags = changes.changed().stream()
                .sorted(Comparator.comparingLong(FlagState::uid))
                .toList();
        UidSet changed = UidSet.of(flags.stream().mapToLong(FlagState::uid).toArray());
        return delta(changes.state(), changed, Optional.of(flags), changes.gone(), true);
    }

    private Optional<MailboxDelta> manyChanges(MailboxId mailbox, long modSeq) {
        return database.read(sql -> ChangeQuery.uids(sql, mailbox.value(), modSeq, modSeq))
                .map(found -> delta(found.state(), found.present(), Optional.empty(), found.gone(), true));
    }

    /** What is not there has vanished. */
    private Optional<MailboxDelta> withoutExpunges(MailboxId mailbox, long modSeq) {
        return database.read(sql -> ChangeQuery.uids(sql, mailbox.value(), 0, Long.MAX_VALUE))
                .flatMap(all -> manyChanges(mailbox, modSeq).map(delta -> {
                    UidSet known = UidSet.range(1, all.state().uidNext() - 1);
                    return new MailboxDelta(
                            delta.highestModSeq(),
                            delta.uidNext(),
                            delta.messages(),
                            delta.changed(),
                            delta.flags(),
                            known.minus(all.present()).union(delta.vanished()).minus(delta.changed()),
                            false);
                }));
    }

    private static MailboxDelta delta(
            ChangeQuery.State state,
            UidSet changed,
            Optional<List<FlagState>> flags,
            UidSet vanished,
            boolean isExact) {
        return new MailboxDelta(state.modSeq(), state.uidNext(), state.messages(), changed, flags, vanished, isExact);
    }

    /** As {@link #messages}, flags alone. */
    public MessageCursor<FlagState> flags(MailboxId mailbox, UidSet uids) {
        return new CachedCursor<>(
                uids,
                PASSING_PAGE,
                () -> cache.current(mailbox.value(), uids, false),
                StoredMessage::state,
                FlagState::uid,
                rest -> new PagedCursor<>(
                        new UidPages(rest, FLAGS_PAGE),
                        pages -> database.read(sql -> MessageQuery.states(sql, mailbox.value(), pages)),
                        FlagState::uid));
    }

    /**
     * Messages in the order of their UIDs, read some at a time as they are asked for; those that are no more are left out.
     *
     * @param withSummaries whether their summaries are read too
     */
    public MessageCursor<StoredMessage> messages(MailboxId mailbox, UidSet uids, boolean withSummaries) {
        return messages(mailbox, uids, withSummaries, CACHED_PAGE);
    }

    /** As {@link #messages}, in pages that may be large: for who looks at each message at once, and keeps none. */
    public MessageCursor<StoredMessage> passingMessages(MailboxId mailbox, UidSet uids, boolean withSummaries) {
        return messages(mailbox, uids, withSummaries, PASSING_PAGE);
    }

    private MessageCursor<StoredMessage> messages(
            MailboxId mailbox, UidSet uids, boolean withSummaries, int cachedPage) {
        return new CachedCursor<>(
                uids,
                cachedPage,
                () -> cache.current(mailbox.value(), uids, withSummaries),
                Function.identity(),
                StoredMessage::uid,
                rest -> new PagedCursor<>(
                        new UidPages(rest, MESSAGES_PAGE),
                        pages -> database.read(sql -> withSummaries
                                ? MessageQuery.messagesWithSummaries(sql, mailbox.value(), pages)
                                : MessageQuery.messages(sql, mailbox.value(), pages)),
                        StoredMessage::uid));
    }

    /**
     * As {@link #messages}, with their summaries, and with the bodies of those that are not large: for who wants the octets of many messages. A page
     * is at most 4 MiB.
     */
    public MessageCursor<MessageWithBody> messagesWithBodies(MailboxId mailbox, UidSet uids) {
        return new PagedCursor<>(
                new UidPages(uids, BODIES_PAGE),
                pages -> database.read(sql -> MessageQuery.withBodies(sql, mailbox.value(), pages)),
                message -> message.message().uid());
    }

    /**
     * Which messages may contain a text, in their header or in the text of their parts; the others do not.
     *
     * @param most how many bodies of the whole store are worth looking up
     * @param withPrefix whether what deliveries have put before a message is looked at too
     * @return empty if the full-text index cannot say, or would have to look up more: every message may contain it
     */
    public Optional<UidSet> mayContain(MailboxId mailbox, String text, long most, boolean withPrefix) {
        return textIndex.about(text).flatMap(question -> {
            UidCollector found = new UidCollector();
            return question.ask(mailbox.value(), most, withPrefix, uid -> found.add(uid, uid))
                    ? Optional.of(found.toSet())
                    : Optional.empty();
        });
    }

    /** The messages that an index of flags has; no row of theirs is read. */
    public UidSet indexed(MailboxId mailbox, FlagIndex index) {
        return database.read(sql -> {
            UidCollector found = new UidCollector();
            index.find(sql, mailbox.value(), uid -> found.add(uid, uid));
            return found.toSet();
        });
    }

    /**
     * The flags of the messages of a mailbox, as of now.
     *
     * @param loads whether the mailbox may be read into memory for this, if it is not there
     * @return empty if it is not in memory, and is not to be
     */
    public Optional<KeptFlags> keptFlags(MailboxId mailbox, boolean loads) {
        Optional<CachedMailbox> found =
                loads ? cache.current(mailbox.value(), UidSet.ALL, false) : cache.known(mailbox.value());
        return found.map(Function.identity());
    }

    /**
     * The ranks of all messages of a mailbox by each of some keys, as of one moment; all have the same messages. They are kept in memory with the
     * mailbox, so that later only new messages are looked at.
     *
     * @param wanted the messages that are to be put in order
     * @return empty if the mailbox is too large to be in memory, or {@code wanted} too small a part of it: its messages are to be read
     * @throws IOException if a message is no more
     */
    public Optional<List<MessageRanks>> ranks(MailboxId mailbox, UidSet wanted, List<OrderKey<?>> keys)
            throws IOException {
        return cache.ranks(mailbox.value(), wanted, keys);
    }

    /** All octets of a message, read as they are asked for. It throws an {@code IOException} if the message is no more. */
    public InputStream open(MessageContent content) {
        return MessageRow.behind(content.prefix(), bodies.open(content.body()));
    }

    /**
     * Some octets of a message; what is before them is not read.
     *
     * @param offset the first octet, counted from 0
     * @param length so many at most; fewer where the message ends
     */
    public InputStream open(MessageContent content, long offset, long length) {
        byte[] prefix = content.prefix().getBytes(StandardCharsets.UTF_8);
        long from = Math.min(Math.max(offset, 0), content.octets());
        long to = length > content.octets() - from ? content.octets() : from + Math.max(length, 0);
        InputStream ofBody = ofBody(content.body(), Math.max(0, from - prefix.length), Math.max(0, to - prefix.length));
        if (from >= prefix.length) {
            return ofBody;
        }
        int end = (int) Math.min(to, prefix.length);
        InputStream ofPrefix = new ByteArrayInputStream(prefix, (int) from, end - (int) from);
        return new SequenceInputStream(ofPrefix, ofBody);
    }

    private InputStream ofBody(long body, long from, long to) {
        if (from >= to) {
            return InputStream.nullInputStream();
        }
        BodyInputStream whole = bodies.open(body);
        return whole.newStream(from, to);
    }
}
