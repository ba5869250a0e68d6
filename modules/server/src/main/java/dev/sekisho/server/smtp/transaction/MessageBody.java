// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.server.mime.HeaderReader;
import dev.sekisho.server.mime.SpillingBuffer;
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
public final class MessageBody implements MimeMessageSource, Disposable {
    /** Octets kept in memory. */
    public static final int IN_MEMORY = 256 * 1024;

    private final String id;
    private final long limit;
    private final SpillingBuffer octets;
    private final HeaderReader header;
    private byte[] trace = new byte[0];
    private long size;
    private boolean abandoned;

    /**
     * An empty body.
     *
     * @param id the name of the message
     * @param directory where the file goes if one is needed
     * @param limit octets the message may have; what comes beyond is counted and dropped
     * @param header reads the header of the message
     */
    public MessageBody(String id, Path directory, long limit, HeaderReader header) {
        this.id = id;
        this.limit = limit;
        this.header = header;
        this.octets = new SpillingBuffer(directory);
    }

    /** Appends octets; never blocks. */
    public void append(byte[] more, int from, int to) {
        size += to - from;
        if (abandoned || tooBig()) {
            octets.forgetMemory();
        } else {
            header.read(more, from, to, octets::append);
        }
    }

    /** The last octet was appended. */
    public void end() {
        if (!abandoned && !tooBig()) {
            header.end(octets::append);
        }
    }

    /** The header, as far as it came. */
    public HeaderReader header() {
        return header;
    }

    /** True if {@link #spill} has to be called before more is appended. */
    public boolean full() {
        return octets.inMemory() >= IN_MEMORY;
    }

    /** Gives up on the message: what comes beyond is counted and dropped. */
    public void abandon() {
        abandoned = true;
        octets.forgetMemory();
    }

    /** True if the message was given up. */
    public boolean abandoned() {
        return abandoned;
    }

    /** True if so many octets more are no more than the message may have. */
    public boolean hasRoomFor(long more) {
        return more <= limit - size;
    }

    /** The octets that came, also those that were dropped. */
    public long received() {
        return size;
    }

    /** True if more octets came than the message may have. */
    public boolean tooBig() {
        return size > limit;
    }

    /** True if so much more came than the message may have that the client is beyond reason. */
    public boolean endless() {
        return size > 2 * limit + IN_MEMORY;
    }

    /** True if the nesting of the message is known only from its structure. */
    public boolean manyParts() {
        return octets.manyParts();
    }

    /** Moves what is in memory to the file; blocks. */
    public void spill() throws IOException {
        octets.spill();
    }

    /** Sets what stands before the octets that came: the trace header of RFC 5321 4.4. */
    public void prepend(byte[] fields) {
        trace = fields;
    }

    /** The octets that are kept, without what was prepended. */
    public InputStream content() throws IOException {
        return octets.read();
    }

    @Override
    public String getSourceId() {
        return id;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(trace), content());
    }

    @Override
    public long getMessageSize() {
        return trace.length + octets.size();
    }

    @Override
    public void dispose() {
        octets.close();
    }
}
