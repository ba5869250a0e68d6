// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the structure of a message in one pass, whatever its octets are. At most {@link #MOST_PARTS} parts and {@link #DEEPEST} levels are
 * looked into; what is beyond is one opaque part. Not safe for use by several threads.
 */
public final class StructureReader {
    public static final int MOST_PARTS = 1_000;
    public static final int DEEPEST = 102;

    private final LineSource lines;
    private final PartListener listener;
    private final Predicate<String> wanted;
    private final HeaderBudget budget = HeaderBudget.ofMessage();
    private final HeaderBudget partsBudget = HeaderBudget.ofParts();
    private final List<OpenPart> open = new ArrayList<>();
    private final PartContent content;

    private int parts;
    private long lineBreaks;
    private int lastEnding;

    private StructureReader(LineSource lines, Predicate<String> wanted, PartListener listener) {
        this.lines = lines;
        this.wanted = wanted;
        this.listener = listener;
        this.content = new PartContent(listener);
    }

    /**
     * Reads a message to its end, or until the listener is done; then the structure is that of what was read.
     *
     * @param wanted names, in small letters, of the fields of the message's header to be kept beside those of the envelope and of MIME
     */
    public static ReadStructure read(InputStream message, Predicate<String> wanted, PartListener listener)
            throws IOException {
        return new StructureReader(new LineSource(message), wanted, listener).run();
    }

    /** Reads a message that is in memory. */
    public static ReadStructure read(byte[] message, Predicate<String> wanted, PartListener listener) {
        try {
            return new StructureReader(new LineSource(message), wanted, listener).run();
        } catch (IOException impossible) {
            throw new IllegalStateException("octets in memory could not be read", impossible);
        }
    }

    private ReadStructure run() throws IOException {
        OpenPart root = start(true, MediaType.TEXT_PLAIN, 0);
        while (!listener.isDone() && lines.next()) {
            line();
            lastEnding = lines.lineEnding();
            lineBreaks += lastEnding > 0 ? 1 : 0;
        }
        content.endOfMessage();
        long end = lines.offset() + lines.end() - lines.start();
        while (open.size() > 1) {
            endInnermost(end, lineBreaks);
        }
        endHeader(root, end);
        return new ReadStructure(new MessageStructure(root.toPart(end, lineBreaks)), root.headerFields());
    }

    private void line() {
        if (lines.isLineStart() && isDelimiter()) {
            return;
        }
        OpenPart innermost = innermost();
        if (innermost.isHeaderRead()) {
            content.line(lines);
        } else {
            headerLine(innermost);
        }
    }

    /** Looks from the innermost multipart outwards: one that is not closed ends with the multipart around it. */
    private boolean isDelimiter() {
        if (lines.end() - lines.start() < 3 || lines.buffer()[lines.start()] != '-') {
            return false;
        }
        for (int i = open.size() - 1; i >= 0 && parts < MOST_PARTS; i--) {
            Delimiter delimiter = open.get(i).delimiter(lines.buffer(), lines.start(), lines.end());
            if (delimiter != Delimiter.NONE) {
                delimit(open.get(i), delimiter);
                return true;
            }
        }
        return false;
    }

    /** The line break before a delimiter belongs to the delimiter. */
    private void delimit(OpenPart multipart, Delimiter delimiter) {
        while (innermost() != multipart) {
            endInnermost(lines.offset() - lastEnding, lineBreaks - (lastEnding > 0 ? 1 : 0));
        }
        if (delimiter == Delimiter.LAST) {
            multipart.close();
        } else {
            start(false, multipart.defaultTypeInside(), lines.offset() + lines.end() - lines.start());
        }
    }

    /** A line that is no field is passed over: the header ends with the first empty line, or with its part. */
    private void headerLine(OpenPart part) {
        int start = lines.start();
        if (!lines.isLineStart()) {
            part.header().more(lines.buffer(), start, lines.end());
        } else if (lines.end() - start == lines.lineEnding()) {
            endHeader(part, lines.offset() + lines.end() - start, lineBreaks + 1);
        } else {
            part.header().line(lines.buffer(), start, lines.end());
        }
    }

    private OpenPart innermost() {
        return open.get(open.size() - 1);
    }

    private OpenPart start(boolean isMessage, MediaType defaultType, long offset) {
        parts++;
        boolean root = open.isEmpty();
        Predicate<String> fields = root ? wanted : name -> false;
        OpenPart part = new OpenPart(isMessage, defaultType, offset, fields, root ? budget : partsBudget);
        open.add(part);
        return part;
    }

    private void endHeader(OpenPart part, long bodyStart, long lineBreaksBefore) {
        part.endHeader(bodyStart, lineBreaksBefore, isBoundReached());
        tellHeader(part);
        if (part.mediaType().isEmbeddedMessage()) {
            start(true, MediaType.TEXT_PLAIN, bodyStart);
        } else if (part.isLeaf()) {
            content.begin(part.mediaType(), part.fields());
        } else if (!part.hasBoundary()) {
            content.begin(MediaType.TEXT_PLAIN, PartFields.NONE);
        }
    }

    /** A header without an empty line behind it ends with its part. */
    private void endHeader(OpenPart part, long end) {
        if (!part.isHeaderRead()) {
            part.endHeader(end, lineBreaks, isBoundReached());
            tellHeader(part);
        }
    }

    private void tellHeader(OpenPart part) {
        if (open.size() == 1) {
            listener.header(part.headerFields());
        } else if (part.isMessage()) {
            listener.embedded(part.envelope());
        }
    }

    private boolean isBoundReached() {
        return open.size() >= DEEPEST || parts >= MOST_PARTS;
    }

    private void endInnermost(long end, long lineBreaksAtEnd) {
        OpenPart part = innermost();
        endHeader(part, end);
        content.end();
        open.remove(open.size() - 1);
        innermost().add(part, part.toPart(end, lineBreaksAtEnd));
    }
}
