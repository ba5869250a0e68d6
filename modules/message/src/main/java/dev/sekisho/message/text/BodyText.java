// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import dev.sekisho.message.header.Address;
import dev.sekisho.message.header.Charsets;
import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.EnvelopeAddresses;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.Mailbox;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.header.Utf7Text;
import dev.sekisho.message.mime.Disposition;
import dev.sekisho.message.mime.MediaType;
import dev.sekisho.message.mime.PartFields;
import dev.sekisho.message.mime.PartListener;
import dev.sekisho.message.mime.StructureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a message's body: of all parts of the type {@code text} and of reports on messages, with transfer encoding and charset decoded
 * and without HTML's tags, the names of attached files, and the headers of embedded messages. In memory of a fixed size, whatever the message is. For SEARCH BODY and for the index.
 */
public final class BodyText implements PartListener {
    private static final Set<String> REPORTS = Set.of(
            "delivery-status",
            "global-delivery-status",
            "disposition-notification",
            "global-disposition-notification",
            "feedback-report");

    private final TextSink text;
    private final boolean withHeader;
    private @Nullable OctetSink part;

    private BodyText(TextSink text, boolean withHeader) {
        this.text = text;
        this.withHeader = withHeader;
    }

    /** Reads a message until its end, or until the sink is done. Between two parts is a line break. */
    public static void read(InputStream message, TextSink text) throws IOException {
        StructureReader.read(message, name -> false, new BodyText(text, false));
    }

    /** Reads a message that is in memory. */
    public static void read(byte[] message, TextSink text) {
        StructureReader.read(message, name -> false, new BodyText(text, false));
    }

    /** Reads the header of a message too, all its fields decoded: for SEARCH TEXT. */
    public static void readWithHeader(InputStream message, TextSink text) throws IOException {
        StructureReader.read(message, name -> true, new BodyText(text, true));
    }

    /** A sink of the octets of a text part, as they are in the message. */
    static OctetSink decoder(MediaType type, PartFields fields, TextSink text) {
        Charset charset = type.parameters()
                .value("charset")
                .flatMap(Charsets::labelled)
                .filter(known -> !Charsets.isGuess(known))
                .orElse(null);
        boolean html = type.subtype().equals("html") || type.subtype().equals("xhtml");
        TextSink plain = html ? new HtmlText(text) : text;
        boolean utf7 =
                type.parameters().value("charset").filter(Utf7Text::isLabel).isPresent();
        return TransferDecoder.of(fields.encoding(), utf7 ? new Utf7Sink(plain) : new CharsetSink(charset, plain));
    }

    @Override
    public boolean begin(MediaType type, PartFields fields) {
        names(type, fields).forEach(this::line);
        boolean wanted = type.isText() || isReport(type);
        if (wanted) {
            part = decoder(type, fields, text);
        }
        return wanted;
    }

    /** The names that a file has in its part's header. */
    private static Set<String> names(MediaType type, PartFields fields) {
        Set<String> names = new LinkedHashSet<>();
        type.parameters().value("name").ifPresent(names::add);
        Disposition disposition = fields.disposition();
        if (disposition != null) {
            disposition.parameters().value("filename").ifPresent(names::add);
        }
        return names;
    }

    /** What became of a message, in the form of a header (RFC 3464 2.1, RFC 8098 3.1, RFC 6533). */
    private static boolean isReport(MediaType type) {
        return type.type().equals("message") && REPORTS.contains(type.subtype());
    }

    @Override
    public void content(byte[] buffer, int start, int end) {
        if (part != null) {
            part.accept(buffer, start, end);
        }
    }

    @Override
    public void end() {
        if (part != null) {
            part.end();
            part = null;
            text.accept("\n");
        }
    }

    @Override
    public void header(HeaderFields fields) {
        if (withHeader) {
            fields.fields().forEach(field -> line(field.name() + ": " + HeaderText.decode(field.body())));
        }
    }

    @Override
    public void embedded(Envelope envelope) {
        for (RawText field : new @Nullable RawText[] {envelope.subject(), envelope.messageId()}) {
            if (field != null) {
                line(HeaderText.decode(field));
            }
        }
        EnvelopeAddresses addresses = envelope.addresses();
        Stream.of(
                        addresses.from(),
                        addresses.sender(),
                        addresses.replyTo(),
                        addresses.to(),
                        addresses.cc(),
                        addresses.bcc())
                .flatMap(List::stream)
                .distinct()
                .forEach(this::address);
    }

    private void address(Address address) {
        List<Mailbox> mailboxes = address.fold(List::of, group -> group.members());
        for (Mailbox mailbox : mailboxes) {
            RawText name = mailbox.name();
            String shown = name == null ? "" : HeaderText.decode(name) + " ";
            line(shown + mailbox.localPart().decoded() + "@" + mailbox.domain().decoded());
        }
    }

    private void line(String line) {
        text.accept(line);
        text.accept("\n");
    }

    @Override
    public boolean isDone() {
        return text.isDone();
    }
}
