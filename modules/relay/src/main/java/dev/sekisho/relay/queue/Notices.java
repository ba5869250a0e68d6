// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.queue.Notice.About;
import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells senders.
 *
 * @param postbox takes what is told
 * @param bodies has the messages it is told of
 * @param settings says who we are
 * @param clock says when
 */
record Notices(Postbox postbox, Bodies bodies, RelaySettings settings, Clock clock) {
    private static final Logger LOGGER = LoggerFactory.getLogger(Notices.class);
    private static final int LONGEST_HEADER = 64 * 1024;
    /** RFC 3461 4.3 wants all of it; what is larger than this might not get back. */
    private static final int LARGEST_RETURNED = 1024 * 1024;

    /**
     * Tells a message's sender all there is to tell; a message from nobody is told to nobody (RFC 5321 4.5.5). Blocks.
     *
     * @throws IOException if it could not be told
     */
    void tell(OutgoingMessage message, Collection<Verdict> verdicts) throws IOException {
        for (Notice.Kind kind : Notice.Kind.values()) {
            List<About> about = verdicts.stream()
                    .filter(verdict -> verdict.notice().filter(kind::equals).isPresent())
                    .map(Verdict::about)
                    .flatMap(Optional::stream)
                    .toList();
            if (about.isEmpty()) {
                continue;
            }
            if (message.sender().isEmpty()) {
                LOGGER.warn(
                        "message {} is from the null sender: nobody is told that it is {}: {}",
                        message.name(),
                        kind,
                        about);
                continue;
            }
            boolean whole = kind == Notice.Kind.FAILED
                    && message.ret().filter("FULL"::equalsIgnoreCase).isPresent()
                    && message.size() <= LARGEST_RETURNED;
            byte[] returned = read(message.bodyId(), whole ? Integer.MAX_VALUE : LONGEST_HEADER, whole);
            Notice notice = new Notice(settings.ownName(), kind, message, about, returned, whole, clock.instant());
            postbox.post(message.sender().get(), notice.octets());
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
