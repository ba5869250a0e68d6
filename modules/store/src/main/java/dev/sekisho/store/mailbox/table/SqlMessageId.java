// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.mailbox.model.MessageId;

/**
 * Names a message, its copies in other mailboxes included. A UUID of version 7 (RFC 9562): those made about the same time
 * stand side by side in the index.
 */
public record SqlMessageId(UUID value) implements MessageId {

    static SqlMessageId fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SqlMessageId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    /** The column's value for an id that this store has given out. */
    static byte[] toBytes(MessageId id) {
        UUID value = ((SqlMessageId) id).value();
        return ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    @Override
    public String serialize() {
        return value.toString();
    }

    @Override
    public boolean isSerializable() {
        return true;
    }

    @Override
    public String toString() {
        return serialize();
    }

    /**
     * Makes ids: the time in milliseconds, 34 random bits that are this factory's, and a count of 40 bits, so that no two
     * are the same whatever the clock does.
     */
    public static final class Factory implements MessageId.Factory {

        private static final long COUNT_LOW = (1L << 28) - 1;

        private final Clock clock;
        private final long mine;
        private final AtomicLong count = new AtomicLong();

        /** Takes the time from this clock. */
        public Factory(Clock clock) {
            this.clock = clock;
            this.mine = new SecureRandom().nextLong() & ((1L << 34) - 1);
        }

        /**
         * Reads an id.
         *
         * @throws IllegalArgumentException if it is not a UUID
         */
        @Override
        public MessageId fromString(String serialized) {
            return new SqlMessageId(UUID.fromString(serialized));
        }

        @Override
        public MessageId generate() {
            long number = count.incrementAndGet();
            long high = clock.millis() << 16 | 0x7000 | (number >>> 28 & 0xfff);
            long low = 0x8000_0000_0000_0000L | mine << 28 | (number & COUNT_LOW);
            return new SqlMessageId(new UUID(high, low));
        }
    }
}
