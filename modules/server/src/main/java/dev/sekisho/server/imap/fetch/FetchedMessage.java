// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.message.mime.MessageStructure;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.MessageContent;
import dev.sekisho.store.imap.MessageWithBody;
import dev.sekisho.store.imap.StoredMessage;
import dev.sekisho.store.imap.StoredSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message with what is read of it as it is asked for. For one worker. */
public final class FetchedMessage {
    private static final int SMALL = 256 * 1024;

    private final ImapStore store;
    private final StoredMessage message;
    private @Nullable EncodedSummary summary;
    private @Nullable MessageStructure structure;
    private byte @Nullable [] octets;

    public FetchedMessage(ImapStore store, StoredMessage message) {
        this.store = store;
        this.message = message;
    }

    /** One whose octets were read with it, if they are few. */
    public FetchedMessage(ImapStore store, MessageWithBody message) {
        this(store, message.message());
        octets = message.octets().orElse(null);
    }

    /** What the store knows of it. */
    public StoredMessage stored() {
        return message;
    }

    /** Where its octets are. */
    public MessageContent content() {
        return message.content();
    }

    /**
     * What was computed of it once, or is computed now. Offsets in it are those of the body alone.
     *
     * @throws IOException if the message is no more
     */
    public EncodedSummary summary() throws IOException {
        EncodedSummary known = summary;
        if (known == null) {
            Optional<EncodedSummary> kept = message.summary().flatMap(StoredSummary::opened);
            known = kept.isPresent() ? kept.get() : computed();
            summary = known;
        }
        return known;
    }

    private EncodedSummary computed() throws IOException {
        return store.summaries()
                .of(message)
                .opened()
                .orElseThrow(() -> new IOException("a summary that was made just now cannot be read"));
    }

    /** Where its parts are, counted from its first octet. */
    public MessageStructure structure() throws IOException {
        MessageStructure known = structure;
        if (known == null) {
            known = summary().structure().behindPrefix(content().prefixOctets());
            structure = known;
        }
        return known;
    }

    /**
     * Reads all of it into memory, if it is small: what is written next does not end early because others expunge it meanwhile.
     *
     * @throws IOException if the message is no more
     */
    void load() throws IOException {
        if (octets == null && content().octets() <= SMALL) {
            try (InputStream all = store.reader().open(content())) {
                octets = all.readAllBytes();
            }
        }
    }

    /** Some of its octets, if all of them are in memory. */
    Optional<ByteBuffer> loaded(long offset, long length) {
        byte[] all = octets;
        if (all == null) {
            return Optional.empty();
        }
        int from = (int) Math.min(offset, all.length);
        return Optional.of(ByteBuffer.wrap(all, from, (int) Math.min(length, all.length - from)));
    }

    /** Some of its octets. */
    public InputStream open(long offset, long length) {
        Optional<ByteBuffer> loaded = loaded(offset, length);
        if (loaded.isPresent()) {
            ByteBuffer some = loaded.get();
            return new ByteArrayInputStream(some.array(), some.position(), some.remaining());
        }
        return store.reader().open(content(), offset, length);
    }
}
