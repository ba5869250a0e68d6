// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.fetch.FetchItemVisitor;
import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.response.FetchResponse;
import dev.sekisho.message.imap.StructureForm;
import dev.sekisho.store.imap.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one FETCH tells of each message, made once of the items of the command. */
public final class FetchPlan {
    private final List<ItemWriter> writers = new ArrayList<>();
    /** What is sent as literals: behind all else, as there are clients that take what follows a literal for its end. */
    private final List<ItemWriter> contents = new ArrayList<>();

    private final List<StateWriter> stateWriters = new ArrayList<>();
    private boolean flags;
    private boolean uid;
    private boolean modSeq;
    private boolean setsSeen;
    private boolean needsSummary;
    private boolean needsMessage;
    private boolean needsContent;
    private final List<PartNumber> decoded = new ArrayList<>();

    /**
     * Plans a FETCH.
     *
     * @param items what is asked for
     * @param withUid whether UID is told even if it is not among them
     * @param withModSeq whether MODSEQ is told even if it is not among them
     */
    public FetchPlan(List<FetchItem> items, boolean withUid, boolean withModSeq) {
        if (withUid && !items.contains(FetchAttribute.UID)) {
            add(FetchAttribute.UID);
        }
        items.forEach(this::add);
        if (withModSeq && !items.contains(FetchAttribute.MODSEQ)) {
            add(FetchAttribute.MODSEQ);
        }
    }

    private void add(FetchItem item) {
        Visitor visitor = new Visitor();
        ItemWriter writer = item.accept(visitor);
        (visitor.literal ? contents : writers).add(writer);
    }

    /** Whether the flags of a message are told. */
    public boolean tellsFlags() {
        return flags;
    }

    /** Whether the UID of a message is told. */
    public boolean tellsUid() {
        return uid;
    }

    /** Whether the MODSEQ of a message is told. */
    public boolean tellsModSeq() {
        return modSeq;
    }

    /** Whether the messages are marked as seen. */
    public boolean setsSeen() {
        return setsSeen;
    }

    /** Whether nothing is told but UIDs, flags and MODSEQs. */
    public boolean stateOnly() {
        return !needsMessage;
    }

    /** Whether the store is to bring summaries. */
    public boolean needsSummary() {
        return needsSummary;
    }

    /** Whether the octets of messages are read. */
    public boolean needsContent() {
        return needsContent;
    }

    /**
     * Reads what may be missing, so that what is written next is written to its end.
     *
     * @throws IOException if the message is no more; an {@link UndecodablePart} if a part is to be decoded that cannot be
     */
    public void prepare(FetchedMessage message) throws IOException {
        if (needsSummary) {
            message.summary();
        }
        if (needsContent) {
            message.load();
        }
        for (PartNumber part : decoded) {
            DecodedPart.requireDecodable(message, part);
        }
    }

    /** What is told of a message beside its items. */
    public interface Addition {
        /** Nothing. */
        Addition NONE = (facts, out) -> {};

        /** Writes it behind all items but literals. */
        void write(MessageFacts facts, FetchResponse out) throws IOException;
    }

    /** Writes all items of a message, and an addition before its literals. */
    public void write(FetchedMessage message, MessageFacts facts, Addition addition, FetchResponse out)
            throws IOException {
        for (ItemWriter writer : writers) {
            writer.write(message, facts, out);
        }
        addition.write(facts, out);
        for (ItemWriter writer : contents) {
            writer.write(message, facts, out);
        }
    }

    /** Writes all items of a message of which nothing is asked for but what {@link #stateOnly} names. */
    public void writeState(MessageFacts facts, FetchResponse out) throws IOException {
        for (StateWriter writer : stateWriters) {
            writer.write(facts, out);
        }
    }

    private static OffsetDateTime date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static void whole(FetchAttribute item, Section section, FetchedMessage message, FetchResponse out)
            throws IOException {
        SectionOctets octets =
                SectionOctets.of(message, section, Optional.empty()).orElseThrow();
        if (octets.loaded().isPresent()) {
            out.octets(item, octets.loaded().get());
            return;
        }
        try (InputStream content = octets.open()) {
            out.octets(item, octets.size(), content);
        }
    }

    private static void write(BodySection item, SectionOctets octets, FetchResponse out) throws IOException {
        if (octets.loaded().isPresent()) {
            out.section(item, octets.loaded().get());
            return;
        }
        try (InputStream content = octets.open()) {
            out.section(item, octets.size(), content);
        }
    }

    /** Makes a writer of each item, and notes what it needs. */
    private final class Visitor implements FetchItemVisitor<ItemWriter> {
        private boolean literal;

        @Override
        public ItemWriter attribute(FetchAttribute item) {
            setsSeen |= item.setsSeen();
            return switch (item) {
                case UID -> uid();
                case FLAGS -> flags();
                case MODSEQ -> modSeq();
                case INTERNALDATE ->
                    stored((known, out) -> out.internalDate(date(known.dates().internal())));
                case SAVEDATE ->
                    stored((known, out) ->
                            out.saveDate(Optional.of(date(known.dates().saved()))));
                case RFC822_SIZE -> stored((known, out) -> out.size(known.octets()));
                case EMAILID -> stored((known, out) -> out.emailId(known.ids().emailId()));
                // The store relates no messages: RFC 8474 5.2 has NIL for that.
                case THREADID -> stored((known, out) -> out.threadId(Optional.empty()));
                case ENVELOPE ->
                    summarized((message, facts, out) ->
                            out.written(item, message.summary().envelopeOctets()));
                case BODYSTRUCTURE ->
                    summarized((message, facts, out) ->
                            out.written(item, message.summary().bodyStructureOctets()));
                case BODY ->
                    summarized((message, facts, out) -> out.written(
                            item,
                            ByteBuffer.wrap(StructureForm.body(
                                    message.summary().structure().root()))));
                case PREVIEW, PREVIEW_LAZY ->
                    summarized((message, facts, out) ->
                            out.preview(Optional.of(message.summary().preview())));
                case RFC822 -> message(item, Section.WHOLE);
                case RFC822_HEADER -> message(item, SectionOctets.HEADER);
                case RFC822_TEXT -> message(item, SectionOctets.TEXT);
            };
        }

        private ItemWriter flags() {
            flags = true;
            return state((facts, out) -> out.flags(facts.flags()));
        }

        private ItemWriter uid() {
            uid = true;
            return state((facts, out) -> out.uid(facts.state().uid()));
        }

        private ItemWriter modSeq() {
            modSeq = true;
            return state((facts, out) -> out.modSeq(facts.state().modSeq()));
        }

        private ItemWriter state(StateWriter writer) {
            stateWriters.add(writer);
            return (message, facts, out) -> writer.write(facts, out);
        }

        private ItemWriter stored(StoredWriter writer) {
            needsMessage = true;
            return (message, facts, out) -> writer.write(message.stored(), out);
        }

        private ItemWriter summarized(ItemWriter writer) {
            needsMessage = true;
            needsSummary = true;
            return writer;
        }

        private ItemWriter message(FetchAttribute item, Section section) {
            literal = true;
            needsMessage = true;
            needsContent = true;
            return (message, facts, out) -> whole(item, section, message, out);
        }

        @Override
        public ItemWriter section(BodySection item) {
            literal = true;
            setsSeen |= !item.peek();
            needsMessage = true;
            needsSummary |= SectionOctets.needsSummary(item.section());
            needsContent |= !SectionOctets.inSummary(item.section());
            boolean summarized =
                    SectionOctets.inSummary(item.section()) && item.partial().isEmpty();
            return (message, facts, out) -> {
                if (summarized && ChosenFields.writeSummarized(message, item, out)) {
                    return;
                }
                Optional<SectionOctets> octets = SectionOctets.of(message, item.section(), item.partial());
                if (octets.isEmpty()) {
                    out.noSection(item);
                    return;
                }
                write(item, octets.get(), out);
            };
        }

        @Override
        public ItemWriter binary(BinarySection item) {
            literal = true;
            setsSeen |= !item.peek();
            needsMessage = true;
            needsSummary = true;
            decoded.add(item.part());
            needsContent = true;
            return (message, facts, out) -> DecodedPart.write(message, item, out);
        }

        @Override
        public ItemWriter binarySize(BinarySize item) {
            needsMessage = true;
            needsSummary = true;
            decoded.add(item.part());
            needsContent = true;
            return (message, facts, out) -> DecodedPart.writeSize(message, item, out);
        }
    }

    /** Writes an item that the store knows of a message. */
    @FunctionalInterface
    private interface StoredWriter {
        void write(StoredMessage known, FetchResponse out) throws IOException;
    }

    /** Writes an item that belongs to the state of a message in its mailbox. */
    @FunctionalInterface
    private interface StateWriter {
        void write(MessageFacts facts, FetchResponse out) throws IOException;
    }
}
