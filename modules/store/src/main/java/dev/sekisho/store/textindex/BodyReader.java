// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.message.text.MessageGrams;
import dev.sekisho.store.body.BodyInputStream;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.delivery.HeaderEnd;
import dev.sekisho.store.sql.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bodies for the index. */
final class BodyReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(BodyReader.class);

    private final BodyStore bodies;

    BodyReader(BodyStore bodies) {
        this.bodies = bodies;
    }

    /**
     * What is in a body. One that nothing can be made of is found in every search.
     *
     * @throws StoreException if the store fails
     */
    IndexedBody read(long id) {
        try {
            return IndexedBody.of(id, grams(id));
        } catch (IOException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            LOGGER.debug("body {} cannot be read for the full-text index", id, e);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOGGER.error("a fault while body {} was read for the full-text index; every search reads it", id, e);
        }
        return IndexedBody.unreadable(id);
    }

    private MessageGrams grams(long id) throws IOException {
        long header;
        byte[] head;
        try (BodyInputStream octets = bodies.open(id)) {
            head = octets.readNBytes(BodyStore.CHUNK_BYTES);
            header = HeaderEnd.of(new ByteArrayInputStream(head));
        }
        if (head.length < BodyStore.CHUNK_BYTES) {
            return MessageGrams.of(Arrays.copyOf(head, (int) header), new ByteArrayInputStream(head));
        }
        try (InputStream ofHeader = bodies.open(id);
                InputStream all = bodies.open(id)) {
            long size = header < head.length ? header : headerOfLarge(id);
            byte[] octets = ofHeader.readNBytes((int) Math.min(size, MessageGrams.MOST_HEADER));
            return MessageGrams.of(octets, all);
        }
    }

    private long headerOfLarge(long id) throws IOException {
        try (InputStream octets = bodies.open(id)) {
            return HeaderEnd.of(octets);
        }
    }
}
