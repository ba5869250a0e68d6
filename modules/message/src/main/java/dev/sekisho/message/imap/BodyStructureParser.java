// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.imap;

import dev.sekisho.message.header.Envelope;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.mime.Disposition;
import dev.sekisho.message.mime.MediaType;
import dev.sekisho.message.mime.Parameter;
import dev.sekisho.message.mime.Parameters;
import dev.sekisho.message.mime.Part;
import dev.sekisho.message.mime.PartFields;
import dev.sekisho.message.mime.PartRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the value of BODYSTRUCTURE that {@link StructureForm} printed. Where the parts are, it does not say; that comes beside it. */
public final class BodyStructureParser {
    private final ListReader in;
    private final Iterator<PartRange> ranges;

    private BodyStructureParser(ByteBuffer octets, Iterator<PartRange> ranges) {
        this.in = new ListReader(octets);
        this.ranges = ranges;
    }

    /**
     * The part of printed octets.
     *
     * @param ranges one for each part: the part itself before its children
     * @throws IllegalArgumentException if the octets are others than {@link StructureForm#bodyStructure} prints
     */
    public static Part parse(ByteBuffer octets, Iterator<PartRange> ranges) {
        return new BodyStructureParser(octets, ranges).part();
    }

    private Part part() {
        if (!ranges.hasNext()) {
            throw new IllegalArgumentException("There are more parts than ranges; as many are expected");
        }
        PartRange range = ranges.next();
        in.expect('(');
        Part part = in.isAt('(') ? multipart(range) : single(range);
        in.expect(')');
        return part;
    }

    private Part multipart(PartRange range) {
        List<Part> children = new ArrayList<>();
        while (in.isAt('(')) {
            children.add(part());
        }
        String subtype = in.expect(' ').string();
        MediaType type = new MediaType("multipart", subtype, parameters());
        return new Part(type, fields(null, null, "7bit", null), range, children, null);
    }

    private Part single(PartRange range) {
        String type = in.string();
        String subtype = in.expect(' ').string();
        MediaType mediaType = new MediaType(type, subtype, parameters());
        RawText id = in.expect(' ').nstring();
        RawText description = in.expect(' ').nstring();
        String encoding = in.expect(' ').string();
        in.expect(' ').number();
        in.expect(' ');
        Envelope envelope = null;
        List<Part> children = List.of();
        if (in.isAt('(')) {
            envelope = EnvelopeForm.read(in);
            in.expect(' ');
            children = List.of(part());
            in.expect(' ');
        }
        if (envelope != null || mediaType.isText()) {
            in.number();
            in.expect(' ');
        }
        RawText md5 = in.nstring();
        return new Part(mediaType, fields(id, description, encoding, md5), range, children, envelope);
    }

    private PartFields fields(
            @Nullable RawText id, @Nullable RawText description, String encoding, @Nullable RawText md5) {
        Disposition disposition = disposition();
        List<RawText> languages = languages();
        RawText location = in.expect(' ').nstring();
        return new PartFields(id, description, encoding, md5, disposition, languages, location);
    }

    private @Nullable Disposition disposition() {
        if (in.expect(' ').takeNil()) {
            return null;
        }
        String type = in.expect('(').string();
        Disposition disposition = new Disposition(type, parameters());
        in.expect(')');
        return disposition;
    }

    private List<RawText> languages() {
        List<RawText> languages = new ArrayList<>();
        if (!in.expect(' ').takeNil()) {
            in.expect('(');
            do {
                languages.add(new RawText(in.string()));
            } while (in.take(' '));
            in.expect(')');
        }
        return languages;
    }

    private Parameters parameters() {
        if (in.expect(' ').takeNil()) {
            return Parameters.NONE;
        }
        List<Parameter> entries = new ArrayList<>();
        in.expect('(');
        do {
            String name = in.string();
            entries.add(new Parameter(name, new RawText(in.expect(' ').string())));
        } while (in.take(' '));
        in.expect(')');
        return new Parameters(entries);
    }
}
