// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.message.text.MessageGrams;
import dev.sekisho.store.body.BodyBeginning;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.delivery.HeaderEnd;
import dev.sekisho.store.sql.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bodies for the index. */
final class BodyReader {
    /** So many bodies are read together: up to 4 MiB. */
    static final int AT_ONCE = 32;

    private static final Logger LOGGER = LoggerFactory.getLogger(BodyReader.class);

    private final BodyStore bodies;

    BodyReader(BodyStore bodies) {
        this.bodies = bodies;
    }

    /**
     * What is in bodies, in their order. One that nothing can be made of is found in every search; one that is no more is left out.
     *
     * @param ids at most {@link #AT_ONCE}
     * @throws StoreException if the store fails
     */
    List<IndexedBody> read(List<Long> ids) {
        Map<Long, IndexedBody> read = new HashMap<>();
        bodies.beginnings(ids, AT_ONCE).forEach(body -> read.put(body.id(), read(body)));
        return ids.stream().map(read::get).filter(Objects::nonNull).toList();
    }

    private IndexedBody read(BodyBeginning body) {
        try {
            return IndexedBody.of(body.id(), grams(body));
        } catch (IOException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            LOGGER.debug("body {} cannot be read for the full-text index", body.id(), e);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOGGER.error("a fault while body {} was read for the full-text index; every search reads it", body.id(), e);
        }
        return IndexedBody.unreadable(body.id());
    }

    private MessageGrams grams(BodyBeginning body) throws IOException {
        byte[] head = body.octets();
        long header = HeaderEnd.of(new ByteArrayInputStream(head));
        if (body.isWhole()) {
            return MessageGrams.of(Arrays.copyOf(head, (int) header), new ByteArrayInputStream(head));
        }
        try (InputStream ofHeader = body.open(bodies);
                InputStream all = body.open(bodies)) {
            long size = header < head.length ? header : headerOfLarge(body);
            byte[] octets = ofHeader.readNBytes((int) Math.min(size, MessageGrams.MOST_HEADER));
            return MessageGrams.of(octets, all);
        }
    }

    private long headerOfLarge(BodyBeginning body) throws IOException {
        try (InputStream octets = body.open(bodies)) {
            return HeaderEnd.of(octets);
        }
    }
}
