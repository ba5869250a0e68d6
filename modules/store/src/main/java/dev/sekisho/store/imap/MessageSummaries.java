// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.message.summary.MessageReader;
import dev.sekisho.message.summary.SummaryCodec;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.table.SummaryTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the structure of messages, computed once and kept beside the body. Safe for all threads. */
public final class MessageSummaries {

    private static final Logger LOGGER = LoggerFactory.getLogger(MessageSummaries.class);

    /** So many bodies are looked for in one question. */
    private static final int PAGE = 100;

    private final Database database;
    private final BodyStore bodies;

    /** On an opened database. */
    public MessageSummaries(Database database, BodyStore bodies) {
        this.database = database;
        this.bodies = bodies;
    }

    /**
     * The summary of a message's body; computed from its octets, and kept, if there is none yet, it is of an earlier version or damaged. Offsets in it are
     * those of the body: {@link MessageContent#prefixOctets}. Blocks.
     *
     * @throws IOException if the message is no more
     */
    public StoredSummary of(StoredMessage message) throws IOException {
        long body = message.content().body();
        Optional<StoredSummary> kept = message.summary()
                .or(() -> database.read(sql -> SummaryTable.find(sql, body)).map(StoredSummary::new))
                .filter(summary -> summary.opened().isPresent());
        return kept.isPresent() ? kept.get() : compute(body);
    }

    private StoredSummary compute(long body) throws IOException {
        byte[] encoded;
        try (InputStream octets = bodies.open(body)) {
            encoded = SummaryCodec.encode(MessageReader.read(octets));
        }
        try {
            database.write(sql -> {
                SummaryTable.put(sql, body, encoded);
                return true;
            });
        } catch (StoreConflictException e) {
            LOGGER.debug("body {} was removed while its summary was computed", body);
        }
        return new StoredSummary(encoded);
    }

    /**
     * Computes all that are missing; may take hours. Others may use the store meanwhile.
     *
     * @param progress is told how many there are left to compute
     * @return how many were computed
     */
    public long computeMissing(LongConsumer progress) {
        long left = database.readPatiently(SummaryTable::countMissing);
        long computed = 0;
        long last = 0;
        boolean more = true;
        while (more) {
            progress.accept(left - computed);
            long after = last;
            List<Long> page = database.readPatiently(sql -> SummaryTable.missing(sql, after, PAGE));
            for (Long body : page) {
                computed += computed(body) ? 1 : 0;
                last = body;
            }
            more = page.size() == PAGE;
        }
        return computed;
    }

    private boolean computed(long body) {
        try {
            compute(body);
            return true;
        } catch (IOException e) {
            LOGGER.debug("body {} cannot be read for its summary", body, e);
            return false;
        }
    }
}
