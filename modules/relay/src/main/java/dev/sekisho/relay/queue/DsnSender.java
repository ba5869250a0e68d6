// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.queue.Dsn.About;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.RecipientStatus;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Sends delivery status notifications (RFC 3461) to senders, and keeps what has no sender to notify.
 *
 * @param submission takes the DSNs
 * @param undeliverable keeps what has no sender to notify
 * @param bodies has the bodies of the messages
 * @param settings says who we are
 * @param clock says when
 */
record DsnSender(
        DsnSubmission submission,
        UndeliverableRepository undeliverable,
        BodyStore bodies,
        RelaySettings settings,
        Clock clock) {
    private static final int LONGEST_HEADER = 64 * 1024;
    /** RFC 3461 4.3 wants all of it; what is larger than this might not get back. */
    private static final int LARGEST_RETURNED = 1024 * 1024;

    /**
     * Sends the DSNs of a message to its sender. A message from the null sender gets none (RFC 5321 4.5.5): it is kept if it fails. Blocks.
     *
     * @throws IOException if the DSN, or the message, could not be stored
     */
    void send(OutgoingMessage message, Collection<DeliveryResult> results) throws IOException {
        if (message.sender().isEmpty()) {
            keep(message, results);
            return;
        }
        for (Dsn.Kind kind : Dsn.Kind.values()) {
            List<About> about = results.stream()
                    .filter(result -> result.notice().filter(kind::equals).isPresent())
                    .map(DeliveryResult::about)
                    .flatMap(Optional::stream)
                    .toList();
            if (about.isEmpty()) {
                continue;
            }
            boolean whole = kind == Dsn.Kind.FAILED
                    && message.ret().filter("FULL"::equalsIgnoreCase).isPresent()
                    && message.size() <= LARGEST_RETURNED;
            byte[] returned = read(message.bodyId(), whole ? Integer.MAX_VALUE : LONGEST_HEADER, whole);
            Dsn dsn = new Dsn(settings.ownName(), kind, message, about, returned, whole, clock.instant());
            String sender = message.sender().get();
            LogLineBuilder.of(LogEvent.NOTICE)
                    .with(LogKey.ID, submission.submit(sender, dsn.octets()))
                    .with(LogKey.ABOUT, message.name())
                    .with(LogKey.KIND, kind)
                    .with(LogKey.TO, sender)
                    .with(LogKey.MESSAGE_ID, dsn.messageId())
                    .tell();
        }
    }

    /** Whether or not a notice was wanted: this is none. */
    private void keep(OutgoingMessage message, Collection<DeliveryResult> results) throws IOException {
        List<About> failed = results.stream()
                .filter(result -> result.update().status() == RecipientStatus.FAILED)
                .map(DeliveryResult::about)
                .flatMap(Optional::stream)
                .toList();
        if (!failed.isEmpty()) {
            undeliverable.keep(message, failed);
        }
    }

    /** The message, or its header, with CR LF at the end of each line. */
    private byte[] read(long body, int most, boolean whole) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(bodies.open(body))) {
            boolean lineIsEmpty = true;
            for (int octet = in.read(); octet >= 0 && read.size() < most; octet = in.read()) {
                if (octet == '\n' && lineIsEmpty && !whole) {
                    break;
                }
                if (octet != '\r') {
                    lineIsEmpty = octet == '\n';
                    if (lineIsEmpty) {
                        read.write('\r');
                    }
                    read.write(octet);
                }
            }
        }
        return read.toByteArray();
    }
}
