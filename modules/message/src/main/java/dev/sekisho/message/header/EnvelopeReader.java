// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the envelope of IMAP (RFC 9051 7.5.2) from the fields of a header. */
public final class EnvelopeReader {
    /** The fields that an envelope is made of, in small letters. */
    public static final Set<String> FIELDS =
            Set.of("date", "subject", "from", "sender", "reply-to", "to", "cc", "bcc", "in-reply-to", "message-id");

    /** They are told three times where there is no Sender and no Reply-To. More are left out. */
    private static final int MOST_AUTHORS = 100;

    private EnvelopeReader() {}

    public static Envelope read(HeaderFields header) {
        return new Envelope(
                text(header, "date"),
                text(header, "subject"),
                addresses(header),
                uncut(header, "in-reply-to"),
                uncut(header, "message-id"));
    }

    private static EnvelopeAddresses addresses(HeaderFields header) {
        List<Address> from = first(header, "from");
        return new EnvelopeAddresses(
                from,
                orElse(first(header, "sender"), from),
                orElse(first(header, "reply-to"), from),
                all(header, "to"),
                all(header, "cc"),
                all(header, "bcc"));
    }

    /** A missing or empty Sender or Reply-To is From (RFC 9051 7.5.2). */
    private static List<Address> orElse(List<Address> addresses, List<Address> from) {
        return addresses.isEmpty() ? from : addresses;
    }

    private static List<Address> first(HeaderFields header, String name) {
        return atMost(MOST_AUTHORS, header.field(name).map(AddressParser::parse).orElse(List.of()));
    }

    /** Programs that write one field for each recipient are against RFC 5322 3.6, but frequent. */
    private static List<Address> all(HeaderFields header, String name) {
        List<Address> all = List.of();
        for (HeaderField field : header.fields()) {
            if (all.size() < AddressParser.MOST_ADDRESSES && field.isNamed(name)) {
                List<Address> some = AddressParser.parse(field);
                all = all.isEmpty()
                        ? some
                        : Stream.concat(all.stream(), some.stream()).toList();
            }
        }
        return atMost(AddressParser.MOST_ADDRESSES, all);
    }

    private static List<Address> atMost(int most, List<Address> addresses) {
        return addresses.size() <= most ? addresses : List.copyOf(addresses.subList(0, most));
    }

    /** Present but empty is an empty text, absent is null. */
    private static @Nullable RawText text(HeaderFields header, String name) {
        return header.first(name).orElse(null);
    }

    /** Half an identifier is another identifier. */
    private static @Nullable RawText uncut(HeaderFields header, String name) {
        Optional<HeaderField> field = header.field(name);
        return field.filter(whole -> !whole.isCut()).map(HeaderField::body).orElse(null);
    }
}
