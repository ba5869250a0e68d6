// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What FETCH tells of one message, item by item (RFC 9051 7.5.2). All methods throw {@link IOException} if the sink does. */
public final class FetchResponse {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final ResponseBuffer buffer;
    private final SectionNames sectionNames;
    private boolean begun;

    FetchResponse(ResponseBuffer buffer, SectionNames sectionNames) {
        this.buffer = buffer;
        this.sectionNames = sectionNames;
    }

    /** Ends the response. */
    public void end() throws IOException {
        buffer.octet(')').endOfLine();
    }

    public FetchResponse uid(long uid) throws IOException {
        item("UID").number(uid);
        return this;
    }

    public FetchResponse flags(WrittenFlags flags) throws IOException {
        item("FLAGS").octets(flags.octets());
        return this;
    }

    public FetchResponse modSeq(long modSeq) throws IOException {
        item("MODSEQ").octet('(').number(modSeq).octet(')');
        return this;
    }

    /** RFC822.SIZE: octets of the message. */
    public FetchResponse size(long octets) throws IOException {
        item("RFC822.SIZE").number(octets);
        return this;
    }

    public FetchResponse internalDate(OffsetDateTime date) throws IOException {
        item("INTERNALDATE");
        date(date);
        return this;
    }

    /** SAVEDATE (RFC 8514 4.2). */
    public FetchResponse saveDate(Optional<OffsetDateTime> date) throws IOException {
        item("SAVEDATE");
        if (date.isPresent()) {
            date(date.get());
        } else {
            buffer.ascii("NIL");
        }
        return this;
    }

    /** EMAILID (RFC 8474 5.1). */
    public FetchResponse emailId(String id) throws IOException {
        item("EMAILID").octet('(').ascii(id).octet(')');
        return this;
    }

    /** THREADID (RFC 8474 5.2); NIL if the message has none. */
    public FetchResponse threadId(Optional<String> id) throws IOException {
        item("THREADID").ascii(id.map(known -> "(" + known + ")").orElse("NIL"));
        return this;
    }

    /** PREVIEW (RFC 8970 3.1); NIL if there is none yet. */
    public FetchResponse preview(Optional<String> text) throws IOException {
        item("PREVIEW");
        if (text.isPresent()) {
            buffer.string(text.get());
        } else {
            buffer.ascii("NIL");
        }
        return this;
    }

    /** ENVELOPE, BODY or BODYSTRUCTURE in its form on the wire. */
    public FetchResponse written(FetchAttribute item, ByteBuffer form) throws IOException {
        item(item.word()).octets(form);
        return this;
    }

    /**
     * {@code BODY[...]}: octets of the message.
     *
     * @param size how many there are, after a partial is applied
     * @param content where they are read from
     */
    public FetchResponse section(BodySection section, long size, InputStream content) throws IOException {
        sectionName(section.section());
        origin(section.partial());
        buffer.octet(' ').literal(size, content, false);
        return this;
    }

    /** The same of octets that are in memory. */
    public FetchResponse section(BodySection section, ByteBuffer content) throws IOException {
        sectionName(section.section());
        origin(section.partial());
        buffer.octet(' ').announcement(content.remaining(), false).octets(content);
        return this;
    }

    /** The same of octets that are in memory, in two pieces. */
    public FetchResponse section(BodySection section, byte[] first, byte[] second) throws IOException {
        sectionName(section.section());
        origin(section.partial());
        buffer.octet(' ')
                .announcement((long) first.length + second.length, false)
                .octets(first)
                .octets(second);
        return this;
    }

    /** {@code BODY[...]} of a part that the message does not have (RFC 9051 7.5.2). */
    public FetchResponse noSection(BodySection section) throws IOException {
        sectionName(section.section());
        origin(section.partial());
        buffer.ascii(" NIL");
        return this;
    }

    /** RFC822, RFC822.HEADER and RFC822.TEXT (RFC 3501 7.4.2). */
    public FetchResponse octets(FetchAttribute item, long size, InputStream content) throws IOException {
        item(item.word()).literal(size, content, false);
        return this;
    }

    /** The same of octets that are in memory. */
    public FetchResponse octets(FetchAttribute item, ByteBuffer content) throws IOException {
        item(item.word()).announcement(content.remaining(), false).octets(content);
        return this;
    }

    /**
     * {@code BINARY[...]}: a part without its transfer encoding.
     *
     * @param holdsNul true if the octets have a NUL, so that only a literal8 can have them
     */
    public FetchResponse binary(BinarySection section, long size, InputStream content, boolean holdsNul)
            throws IOException {
        separate().ascii("BINARY[").ascii(section.part().toString()).octet(']');
        origin(section.partial());
        buffer.octet(' ').literal(size, content, holdsNul);
        return this;
    }

    /** {@code BINARY[...]} of a part that the message does not have. */
    public FetchResponse noBinary(BinarySection section) throws IOException {
        separate().ascii("BINARY[").ascii(section.part().toString()).octet(']');
        origin(section.partial());
        buffer.ascii(" NIL");
        return this;
    }

    public FetchResponse binarySize(BinarySize item, long octets) throws IOException {
        separate()
                .ascii("BINARY.SIZE[")
                .ascii(item.part().toString())
                .ascii("] ")
                .number(octets);
        return this;
    }

    private void sectionName(Section section) throws IOException {
        separate().octets(sectionNames.of(section));
    }

    private void origin(Optional<Partial> partial) throws IOException {
        if (partial.isPresent()) {
            buffer.octet('<').number(partial.get().offset()).octet('>');
        }
    }

    private ResponseBuffer item(String name) throws IOException {
        return separate().ascii(name).octet(' ');
    }

    private ResponseBuffer separate() throws IOException {
        if (begun) {
            buffer.octet(' ');
        }
        begun = true;
        return buffer;
    }

    /** date-time (RFC 9051 9): a day of one digit has a blank before it. */
    private void date(OffsetDateTime date) throws IOException {
        int day = date.getDayOfMonth();
        buffer.octet('"').ascii(day < 10 ? " " : "").number(day).octet('-').ascii(MONTHS[date.getMonthValue() - 1]);
        buffer.octet('-').ascii(fourDigits(date.getYear())).octet(' ');
        twoDigits(date.getHour()).octet(':');
        twoDigits(date.getMinute()).octet(':');
        twoDigits(date.getSecond()).octet(' ');
        zone(date.getOffset());
        buffer.octet('"');
    }

    private void zone(ZoneOffset offset) throws IOException {
        int minutes = offset.getTotalSeconds() / 60;
        buffer.octet(minutes < 0 ? '-' : '+');
        twoDigits(Math.abs(minutes) / 60);
        twoDigits(Math.abs(minutes) % 60);
    }

    private ResponseBuffer twoDigits(int number) throws IOException {
        return buffer.octet('0' + number / 10).octet('0' + number % 10);
    }

    private static String fourDigits(int year) {
        return year < 0 || year > 9999 ? "1970" : String.valueOf(10_000 + year).substring(1);
    }
}
