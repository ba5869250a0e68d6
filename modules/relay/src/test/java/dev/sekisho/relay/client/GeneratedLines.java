// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Lines of 82 octets, made as they are read. */
final class GeneratedLines extends InputStream {
    private final long size;
    private final AtomicLong read;
    private long at;

    GeneratedLines(long size, AtomicLong read) {
        this.size = size / 82 * 82;
        this.read = read;
    }

    @Override
    public int read() {
        if (at == size) {
            return -1;
        }
        read.incrementAndGet();
        long column = at++ % 82;
        return column == 80 ? '\r' : column == 81 ? '\n' : 'x';
    }
}
