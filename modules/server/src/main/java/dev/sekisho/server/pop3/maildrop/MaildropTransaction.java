// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import dev.sekisho.server.pop3.maildrop.LockedMaildrop.Message;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TRANSACTION and UPDATE states (RFC 1939 5, 6): what is sent, marked as deleted and removed. Confined to a connection. */
public final class MaildropTransaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(MaildropTransaction.class);

    private final ClientConnection connection;
    private final MaildropListing listing;
    private final RetrReadAhead ahead;
    private @Nullable MessageTransfer transfer;
    private int sent;
    private int removed;

    public MaildropTransaction(ClientConnection connection, MaildropListing listing) {
        this.connection = connection;
        this.listing = listing;
        this.ahead = new RetrReadAhead(listing);
    }

    /** The messages by their numbers. */
    public MaildropListing listing() {
        return listing;
    }

    /** Sends a message as a whole; a client that takes one after the other gets small ones from memory. */
    public void retrieve(int number, Message message) {
        Optional<byte[]> known = ahead.take(message);
        List<Message> wanted = known.isPresent() ? List.of() : ahead.wanted(number);
        ahead.asked(number);
        if (wanted.isEmpty()) {
            send(message, known);
            return;
        }
        connection.offload(() -> listing.maildrop().contents(message, wanted.get(wanted.size() - 1)), read -> {
            ahead.keep(read);
            send(message, ahead.take(message));
        });
    }

    private void send(Message message, Optional<byte[]> known) {
        if (known.isPresent()) {
            sent++;
            connection.write(MessageTransfer.response(message, known.get()));
        } else {
            send(message, MultiLineResponse.whole());
        }
    }

    /** Sends a message, or the part of it that a format lets through. */
    public void send(Message message, MultiLineResponse format) {
        sent++;
        transfer = new MessageTransfer(connection, format);
        transfer.begin(listing.maildrop(), message);
    }

    /**
     * The UPDATE state: removes what was marked and unlocks the maildrop (RFC 1939 6). {@code then} gets the number of removed messages, and only
     * answers after that: a client may begin its next session when it has read the answer, though this connection is not closed yet.
     */
    public void update(IntConsumer then) {
        List<Message> gone = listing.deleted();
        connection.offload(
                () -> {
                    try (LockedMaildrop unlocked = listing.maildrop()) {
                        unlocked.remove(gone);
                    }
                    return gone.size();
                },
                count -> {
                    removed = count;
                    then.accept(count);
                });
    }

    /** True while a message is being sent. */
    public boolean sending() {
        return transfer != null && !transfer.done();
    }

    /** Says how many messages were sent and removed. */
    public void describe(LogLineBuilder line) {
        line.with(LogKey.MESSAGES, sent).with(LogKey.REMOVED, removed);
    }

    /** Lets go of a message that was being sent. */
    public void close() {
        try {
            if (transfer != null) {
                transfer.close();
            }
        } catch (RuntimeException e) {
            LOGGER.warn("a message that was being sent by POP3 cannot be closed", e);
        }
    }
}
