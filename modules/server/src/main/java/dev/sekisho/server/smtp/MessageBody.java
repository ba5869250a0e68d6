// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.server.mime.IncomingOctets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.server.core.MimeMessageSource;

/**
 * A message while it comes in: in memory up to {@value #IN_MEMORY} octets, beyond that in a file that is removed with the body.
 */
final class MessageBody implements MimeMessageSource, Disposable {
    /** Octets kept in memory. */
    static final int IN_MEMORY = 256 * 1024;

    private final String id;
    private final long limit;
    private final IncomingOctets octets;
    private byte[] header = new byte[0];
    private long size;
    private boolean abandoned;

    /**
     * An empty body.
     *
     * @param id the name of the message
     * @param directory where the file goes if one is needed
     * @param limit octets the message may have; what comes beyond is counted and dropped
     */
    MessageBody(String id, Path directory, long limit) {
        this.id = id;
        this.limit = limit;
        this.octets = new IncomingOctets(directory);
    }

    /** Appends octets; never blocks. */
    void append(byte[] more, int from, int to) {
        size += to - from;
        if (abandoned || tooBig()) {
            octets.forgetMemory();
        } else {
            octets.append(more, from, to);
        }
    }

    /** True if {@link #spill} has to be called before more is appended. */
    boolean full() {
        return octets.inMemory() >= IN_MEMORY;
    }

    /** Gives up on the message: what comes beyond is counted and dropped. */
    void abandon() {
        abandoned = true;
        octets.forgetMemory();
    }

    /** True if the message was given up. */
    boolean abandoned() {
        return abandoned;
    }

    /** True if so many octets more are no more than the message may have. */
    boolean hasRoomFor(long more) {
        return more <= limit - size;
    }

    /** True if more octets came than the message may have. */
    boolean tooBig() {
        return size > limit;
    }

    /** True if so much more came than the message may have that the peer is beyond reason. */
    boolean endless() {
        return size > 2 * limit + IN_MEMORY;
    }

    /** True if only a look at its structure tells how deeply the message is nested. */
    boolean manyParts() {
        return octets.manyParts();
    }

    /** Moves what is in memory to the file; blocks. */
    void spill() throws IOException {
        octets.spill();
    }

    /** Sets what stands before the octets that came: the trace header of RFC 5321 4.4. */
    void prepend(byte[] trace) {
        header = trace;
    }

    /** The octets that came, without what was prepended. */
    InputStream content() throws IOException {
        return octets.read();
    }

    @Override
    public String getSourceId() {
        return id;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(header), content());
    }

    @Override
    public long getMessageSize() {
        return header.length + size;
    }

    @Override
    public void dispose() {
        octets.close();
    }
}
