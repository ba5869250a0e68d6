// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A message with the octets of its body, if they are few.
 *
 * @param body not to be changed by anybody; empty if the body is larger than {@link #LARGEST}: {@link MailboxReader#open}
 */
@SuppressWarnings("ArrayRecordComponent")
public record MessageWithBody(StoredMessage message, Optional<byte[]> body) {

    /** Larger bodies are not read at once. */
    public static final int LARGEST = BodyStore.CHUNK_BYTES;

    /** All octets of the message, if its body is here. */
    public Optional<byte[]> octets() {
        return body.map(this::behindPrefix);
    }

    private byte[] behindPrefix(byte[] octets) {
        byte[] prefix = message.content().prefix().getBytes(StandardCharsets.UTF_8);
        if (prefix.length == 0) {
            return octets;
        }
        byte[] all = Arrays.copyOf(prefix, prefix.length + octets.length);
        System.arraycopy(octets, 0, all, prefix.length, octets.length);
        return all;
    }

    /** All octets of the message, read as they are asked for where they are not here. */
    public InputStream open(MailboxReader reader) {
        return octets().<InputStream>map(ByteArrayInputStream::new).orElseGet(() -> reader.open(message.content()));
    }
}
