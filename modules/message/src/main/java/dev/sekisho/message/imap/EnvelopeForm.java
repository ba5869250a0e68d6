// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.imap;

import dev.sekisho.message.header.Address;
import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.EnvelopeAddresses;
import dev.sekisho.message.header.Mailbox;
import dev.sekisho.message.header.MailboxGroup;
import dev.sekisho.message.header.RawText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of ENVELOPE as IMAP sends it (RFC 9051 7.5.2). */
public final class EnvelopeForm {
    private static final RawText EMPTY = new RawText("");

    private EnvelopeForm() {}

    public static byte[] print(Envelope envelope) {
        ListWriter out = new ListWriter();
        write(envelope, out);
        return out.toBytes();
    }

    /**
     * The envelope of octets that {@link #print} made.
     *
     * @throws IllegalArgumentException if they are others
     */
    public static Envelope parse(ByteBuffer octets) {
        return read(new ListReader(octets));
    }

    /**
     * The subject alone, of the same octets; null for NIL. What is behind it is not looked at.
     *
     * @throws IllegalArgumentException if they are others
     */
    public static @Nullable RawText subject(ByteBuffer octets) {
        ListReader in = new ListReader(octets);
        in.expect('(').nstring();
        return in.expect(' ').nstring();
    }

    static void write(Envelope envelope, ListWriter out) {
        EnvelopeAddresses addresses = envelope.addresses();
        out.open().nstring(envelope.date()).space().nstring(envelope.subject());
        writeList(addresses.from(), out.space());
        writeList(addresses.sender(), out.space());
        writeList(addresses.replyTo(), out.space());
        writeList(addresses.to(), out.space());
        writeList(addresses.cc(), out.space());
        writeList(addresses.bcc(), out.space());
        out.space().nstring(envelope.inReplyTo()).space().nstring(envelope.messageId());
        out.close();
    }

    private static void writeList(List<Address> addresses, ListWriter out) {
        if (addresses.isEmpty()) {
            out.nil();
            return;
        }
        out.open();
        for (Address address : addresses) {
            address.fold(mailbox -> write(mailbox, out), group -> write(group, out));
        }
        out.close();
    }

    private static ListWriter write(Mailbox mailbox, ListWriter out) {
        return write(mailbox.name(), mailbox.route(), mailbox.localPart(), mailbox.domain(), out);
    }

    /** A group is between an address with a mailbox alone, its name, and one without anything. */
    private static ListWriter write(MailboxGroup group, ListWriter out) {
        write(null, null, group.name(), null, out);
        group.members().forEach(member -> write(member, out));
        return write(null, null, null, null, out);
    }

    private static ListWriter write(
            @Nullable RawText name,
            @Nullable RawText route,
            @Nullable RawText mailbox,
            @Nullable RawText host,
            ListWriter out) {
        out.open().nstring(name).space().nstring(route).space().nstring(mailbox);
        return out.space().nstring(host).close();
    }

    static Envelope read(ListReader in) {
        RawText date = in.expect('(').nstring();
        RawText subject = in.expect(' ').nstring();
        EnvelopeAddresses addresses = new EnvelopeAddresses(
                readList(in), readList(in), readList(in), readList(in), readList(in), readList(in));
        RawText inReplyTo = in.expect(' ').nstring();
        RawText messageId = in.expect(' ').nstring();
        in.expect(')');
        return new Envelope(date, subject, addresses, inReplyTo, messageId);
    }

    private static List<Address> readList(ListReader in) {
        List<Address> addresses = new ArrayList<>();
        if (in.expect(' ').takeNil()) {
            return addresses;
        }
        in.expect('(');
        while (!in.take(')')) {
            Entry entry = Entry.read(in);
            addresses.add(entry.isMailbox() ? entry.toMailbox() : readGroup(entry, in));
        }
        return addresses;
    }

    private static MailboxGroup readGroup(Entry start, ListReader in) {
        List<Mailbox> members = new ArrayList<>();
        for (Entry entry = Entry.read(in); entry.isMailbox(); entry = Entry.read(in)) {
            members.add(entry.toMailbox());
        }
        return new MailboxGroup(start.mailbox() == null ? EMPTY : start.mailbox(), members);
    }

    /** The four strings of an address of IMAP. */
    private record Entry(
            @Nullable RawText name,
            @Nullable RawText route,
            @Nullable RawText mailbox,
            @Nullable RawText host) {
        static Entry read(ListReader in) {
            RawText name = in.expect('(').nstring();
            RawText route = in.expect(' ').nstring();
            RawText mailbox = in.expect(' ').nstring();
            RawText host = in.expect(' ').nstring();
            in.expect(')');
            return new Entry(name, route, mailbox, host);
        }

        boolean isMailbox() {
            return host != null;
        }

        Mailbox toMailbox() {
            return new Mailbox(name, route, mailbox == null ? EMPTY : mailbox, host == null ? EMPTY : host);
        }
    }
}
