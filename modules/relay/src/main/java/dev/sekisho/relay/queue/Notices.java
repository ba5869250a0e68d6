// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.queue.Notice.About;
import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.outgoing.OutgoingMessage;
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
            Notice notice =
                    new Notice(settings.ownName(), kind, message, about, header(message.bodyId()), clock.instant());
            postbox.post(message.sender().get(), notice.octets());
        }
    }

    private byte[] header(long body) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (InputStream in = bodies.open(body)) {
            boolean lineIsEmpty = true;
            for (int octet = in.read(); octet >= 0 && header.size() < LONGEST_HEADER; octet = in.read()) {
                if (octet == '\n' && lineIsEmpty) {
                    break;
                }
                if (octet != '\r') {
                    lineIsEmpty = octet == '\n';
                    if (lineIsEmpty) {
                        header.write('\r');
                    }
                    header.write(octet);
                }
            }
        }
        return header.toByteArray();
    }
}
