// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.imap.BodyStructureParser;
import dev.sekisho.message.imap.EnvelopeForm;
import dev.sekisho.message.mime.MessageStructure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The compact form of a {@link MessageSummary}, opened by {@link SummaryCodec}. Each of its parts is decoded by itself when it is asked for;
 * ENVELOPE and BODYSTRUCTURE are the octets that IMAP sends, and need only be copied.
 */
public final class EncodedSummary {
    private static final Object[] NOTHING = {};

    private final ByteBuffer envelope;
    private final ByteBuffer bodyStructure;
    private final ByteBuffer ranges;
    private final ByteBuffer fields;
    private final ByteBuffer preview;
    private final long size;
    private final @Nullable SentDate sent;
    private volatile Object[] derived = NOTHING;

    EncodedSummary(
            ByteBuffer envelope,
            ByteBuffer bodyStructure,
            ByteBuffer ranges,
            ByteBuffer fields,
            ByteBuffer preview,
            long size,
            @Nullable SentDate sent) {
        this.envelope = envelope;
        this.bodyStructure = bodyStructure;
        this.ranges = ranges;
        this.fields = fields;
        this.preview = preview;
        this.size = size;
        this.sent = sent;
    }

    /** ENVELOPE's value as IMAP sends it to any client: a parenthesized list, with literals where they are needed. Read-only. */
    public ByteBuffer envelopeOctets() {
        return envelope.duplicate();
    }

    /** BODYSTRUCTURE's value as IMAP sends it to any client. Read-only. BODY's is printed from {@link #structure()}. */
    public ByteBuffer bodyStructureOctets() {
        return bodyStructure.duplicate();
    }

    public Envelope envelope() {
        return EnvelopeForm.parse(envelope);
    }

    /** The subject of {@link #envelope()}: nothing else of it is decoded. */
    public @Nullable RawText subject() {
        return EnvelopeForm.subject(envelope);
    }

    public MessageStructure structure() {
        return new MessageStructure(BodyStructureParser.parse(bodyStructure, RangeCodec.decode(ranges)));
    }

    public HeaderFields fields() {
        VarintReader in = new VarintReader(fields);
        boolean complete = in.number() == 1;
        List<HeaderField> read = new ArrayList<>();
        for (long count = in.number(); count > 0; count--) {
            ByteBuffer octets = in.sized();
            byte[] field = new byte[octets.remaining()];
            octets.get(field);
            read.add(new HeaderField(RawText.of(field)));
        }
        return new HeaderFields(read, complete);
    }

    /**
     * The octets of the fields of some names, one behind the other.
     *
     * @param names of those that {@link SummaryFields} keeps, in any case of letters
     * @return empty if a field was dropped or cut because of a bound: then the message itself has to be read
     */
    public Optional<byte[]> fieldOctets(List<String> names) {
        return new FieldOctetsReader(fields).read(names);
    }

    /**
     * What somebody derives of it, made once and kept as long as this is; it must not take much more memory than this. Threads may make it at
     * the same time, of which one is kept.
     */
    public <T> T derived(Class<T> type, Function<EncodedSummary, T> maker) {
        for (Object known : derived) {
            if (type.isInstance(known)) {
                return type.cast(known);
            }
        }
        T made = maker.apply(this);
        Object[] before = derived;
        Object[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = made;
        derived = after;
        return made;
    }

    /** Whether {@link #fields()} are complete. */
    public boolean hasAllFields() {
        return new VarintReader(fields).number() == 1;
    }

    /** The fields of one name, whatever its case: others are not decoded. */
    public List<HeaderField> fields(String name) {
        VarintReader in = new VarintReader(fields);
        in.number();
        List<HeaderField> named = new ArrayList<>(1);
        for (long count = in.number(); count > 0; count--) {
            ByteBuffer octets = in.sized();
            if (begins(octets, name)) {
                byte[] copy = new byte[octets.remaining()];
                octets.get(copy);
                HeaderField field = new HeaderField(RawText.of(copy));
                if (field.isNamed(name)) {
                    named.add(field);
                }
            }
        }
        return named;
    }

    private static boolean begins(ByteBuffer field, String name) {
        if (field.remaining() <= name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            // Letters of ASCII differ in this bit; what differs in it and is no letter is told apart by who compares
            // the whole name.
            if ((field.get(i) | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** {@link MessageSummary#sent()}. */
    public @Nullable OffsetDateTime sent() {
        return sent == null ? null : sent.toDateTime();
    }

    /** The moment of {@link #sent()}, in seconds since 1970; empty if there is none. */
    public OptionalLong sentSecond() {
        return sent == null ? OptionalLong.empty() : OptionalLong.of(sent.epochSecond());
    }

    /** {@link MessageSummary#size()}. */
    public long size() {
        return size;
    }

    /** {@link MessageSummary#preview()}. */
    public String preview() {
        return StandardCharsets.UTF_8.decode(preview.duplicate()).toString();
    }

    /** All of it. */
    public MessageSummary decode() {
        return new MessageSummary(structure(), envelope(), fields(), sent(), size, preview());
    }
}
