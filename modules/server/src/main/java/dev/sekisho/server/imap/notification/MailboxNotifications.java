// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.notification;

import dev.sekisho.imap.command.NotifyEvent.Kind;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.mailbox.SelectedEvents;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.Notifications;
import dev.sekisho.server.imap.session.StatusValues;
import dev.sekisho.store.imap.MailboxEntry;
import dev.sekisho.store.imap.MailboxId;
import dev.sekisho.store.imap.MailboxListing;
import dev.sekisho.store.imap.MailboxStatus;
import dev.sekisho.store.sql.StoreNotifications.Subscription;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What NOTIFY has asked for (RFC 5465). The store tells of changes; what they are is read when the session tells of them, so that many at once are
 * told as one. Used by one worker at a time, while the session waits for it.
 */
public final class MailboxNotifications implements Notifications {
    /** A client hears of the messages of so many mailboxes at most. */
    public static final int MOST_MAILBOXES = 1_000;

    private final ImapContext session;
    private final WantedEvents wanted;
    private final NewMessages newMessages;
    private final AtomicBoolean listChanged = new AtomicBoolean();
    private final Map<MailboxId, Watch> watches = new LinkedHashMap<>();
    private final Subscription list;
    private SelectedEvents selected;
    private MailboxListing listing;
    private boolean overflown;

    /** A mailbox whose messages are watched, and what ends that. */
    private record Watch(WatchedMailbox mailbox, Subscription subscription) {}

    private MailboxNotifications(
            ImapContext session, WantedEvents wanted, SelectedEvents selected, NewMessages newMessages) {
        this.session = session;
        this.wanted = wanted;
        this.selected = selected;
        this.newMessages = newMessages;
        this.list = session.mail().store().changes().subscribe(session.session().owner(), this::listChanged);
        this.listing = session.mail().store().mailboxes().list(session.session().owner());
    }

    /** Of a client that wants to hear of nothing. */
    public static Notifications none() {
        return new Nothing();
    }

    /**
     * Begins to watch. Blocks.
     *
     * @param groups what is wanted of mailboxes that are not selected
     * @param selected what is wanted of the selected one
     * @param newMessages what is told of its new messages
     * @return empty if these are too many mailboxes
     */
    public static Optional<MailboxNotifications> begin(
            ImapContext session, List<NotifyGroup> groups, SelectedEvents selected, NewMessages newMessages) {
        MailboxNotifications begun = new MailboxNotifications(session, new WantedEvents(groups), selected, newMessages);
        begun.watchMessages();
        if (begun.overflown) {
            begun.close();
            return Optional.empty();
        }
        return Optional.of(begun);
    }

    private void listChanged() {
        listChanged.set(true);
        session.news().wake();
    }

    @Override
    public SelectedEvents selected() {
        return selected;
    }

    @Override
    public void tellNew(NumberRanges uids, ImapResponses out) throws IOException {
        if (!overflown) {
            newMessages.tell(session, uids, out);
        }
    }

    /** Tells the state of all mailboxes whose messages are watched, but for the selected one (RFC 5465 3.1). Blocks. */
    public void tellStatus(ImapResponses out) throws IOException {
        Map<MailboxId, MailboxStatus> statuses = new HashMap<>();
        session.mail()
                .store()
                .mailboxes()
                .statuses(session.session().owner(), watches.keySet())
                .forEach(status -> statuses.put(status.id(), status));
        for (MailboxEntry entry : listing.mailboxes()) {
            Watch watch = watches.get(entry.id());
            MailboxStatus status = statuses.get(entry.id());
            if (watch != null && status != null && !isSelected(entry.id())) {
                tell(entry.name(), status, watch.mailbox().atFirst(), out);
                watch.mailbox().knows(status);
            }
        }
    }

    @Override
    public void tellOthers(ImapResponses out) throws IOException {
        if (listChanged.getAndSet(false)) {
            tellList(out);
        }
        for (MailboxEntry entry : listing.mailboxes()) {
            Watch watch = watches.get(entry.id());
            if (watch != null && watch.mailbox().takeChanged()) {
                tellMessages(entry, watch.mailbox(), out);
            }
        }
    }

    private void tellMessages(MailboxEntry entry, WatchedMailbox mailbox, ImapResponses out) throws IOException {
        Optional<MailboxStatus> status = session.mail().store().mailboxes().status(entry.id());
        if (status.isEmpty()) {
            return;
        }
        boolean modSeqs = session.session().enabled().has(Extension.CONDSTORE);
        Set<StatusItem> items = mailbox.news(status.get(), modSeqs);
        if (!items.isEmpty() && !isSelected(entry.id())) {
            tell(entry.name(), status.get(), items, out);
        }
        mailbox.knows(status.get());
    }

    private void tell(String name, MailboxStatus status, Set<StatusItem> items, ImapResponses out) throws IOException {
        Optional<MailboxName> mailbox = MailboxName.of(name);
        if (mailbox.isPresent()) {
            int most = session.listener().limits().message();
            out.status(mailbox.get(), StatusValues.of(status, items, most));
        }
    }

    private boolean isSelected(MailboxId mailbox) {
        SelectedMailbox current = session.session().selected();
        return current != null && current.id().equals(mailbox);
    }

    private void tellList(ImapResponses out) throws IOException {
        MailboxListing before = listing;
        listing = session.mail().store().mailboxes().list(session.session().owner());
        new ListNews(wanted, before, listing).tell(out);
        watchMessages();
        if (overflown) {
            // RFC 5465 5.8: as if NOTIFY NONE had come.
            close();
            selected = SelectedEvents.NONE;
            out.untagged(
                    ReplyStatus.OK,
                    Optional.of(ResponseCode.NOTIFICATIONOVERFLOW),
                    "There are too many mailboxes to tell of");
        }
    }

    /** Watches the messages of the mailboxes of the list for which that is wanted, and of no others. */
    private void watchMessages() {
        Map<MailboxId, MailboxEntry> wished = new LinkedHashMap<>();
        listing.mailboxes().stream()
                .filter(entry -> wanted.has(Kind.MESSAGE_NEW, entry.name(), entry.subscribed()))
                .forEach(entry -> wished.put(entry.id(), entry));
        if (wished.size() > MOST_MAILBOXES) {
            overflown = true;
            return;
        }
        watches.entrySet().removeIf(watch -> {
            boolean over = !wished.containsKey(watch.getKey());
            if (over) {
                watch.getValue().subscription().close();
            }
            return over;
        });
        wished.keySet().removeAll(watches.keySet());
        wished.values().forEach(this::watch);
        session.mail()
                .store()
                .mailboxes()
                .statuses(session.session().owner(), wished.keySet())
                .forEach(status -> known(status));
    }

    private void watch(MailboxEntry entry) {
        boolean flags = wanted.has(Kind.FLAG_CHANGE, entry.name(), entry.subscribed());
        WatchedMailbox mailbox = new WatchedMailbox(flags, session.news()::wake);
        watches.put(
                entry.id(), new Watch(mailbox, session.mail().store().changes().subscribe(entry.id(), mailbox)));
    }

    private void known(MailboxStatus status) {
        Watch watch = watches.get(status.id());
        if (watch != null) {
            watch.mailbox().knows(status);
        }
    }

    @Override
    public void close() {
        list.close();
        watches.values().forEach(watch -> watch.subscription().close());
        watches.clear();
    }

    /** NOTIFY NONE. */
    private static final class Nothing implements Notifications {
        @Override
        public SelectedEvents selected() {
            return SelectedEvents.NONE;
        }

        @Override
        public void tellNew(NumberRanges uids, ImapResponses out) {}

        @Override
        public void tellOthers(ImapResponses out) {}

        @Override
        public void close() {}
    }
}
