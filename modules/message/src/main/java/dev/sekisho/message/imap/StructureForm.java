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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of BODY and BODYSTRUCTURE as IMAP sends them (RFC 9051 7.5.2, {@code body} in its grammar). */
public final class StructureForm {
    private final ListWriter out = new ListWriter();
    private final boolean extended;

    private StructureForm(boolean extended) {
        this.extended = extended;
    }

    /** The value of BODYSTRUCTURE, which has the extension data. */
    public static byte[] bodyStructure(Part root) {
        return new StructureForm(true).print(root);
    }

    /** The value of BODY, which has no extension data. */
    public static byte[] body(Part root) {
        return new StructureForm(false).print(root);
    }

    private byte[] print(Part root) {
        part(root);
        return out.toBytes();
    }

    private void part(Part part) {
        out.open();
        if (part.mediaType().isMultipart()) {
            multipart(part);
        } else {
            single(part);
        }
        out.close();
    }

    /** The grammar demands at least one part. */
    private void multipart(Part part) {
        if (part.children().isEmpty()) {
            throw new IllegalArgumentException("A multipart without parts cannot be printed; at least one is expected");
        }
        part.children().forEach(this::part);
        out.space().string(part.mediaType().subtype());
        if (extended) {
            parameters(part.mediaType().parameters());
            extension(part.fields());
        }
    }

    private void single(Part part) {
        MediaType type = part.mediaType();
        out.string(type.type()).space().string(type.subtype());
        parameters(type.parameters());
        PartFields fields = part.fields();
        out.space().nstring(fields.id()).space().nstring(fields.description());
        out.space().string(fields.encoding());
        out.space().number(part.range().body().size());
        Envelope envelope = part.envelope();
        if (envelope != null) {
            EnvelopeForm.write(envelope, out.space());
            out.space();
            part(part.children().get(0));
        }
        if (envelope != null || type.isText()) {
            out.space().number(part.range().lines());
        }
        if (extended) {
            out.space().nstring(fields.md5());
            extension(fields);
        }
    }

    private void extension(PartFields fields) {
        disposition(fields.disposition());
        languages(fields.languages());
        out.space().nstring(fields.location());
    }

    private void disposition(@Nullable Disposition disposition) {
        out.space();
        if (disposition == null) {
            out.nil();
        } else {
            out.open().string(disposition.type());
            parameters(disposition.parameters());
            out.close();
        }
    }

    private void languages(List<RawText> languages) {
        out.space();
        if (languages.isEmpty()) {
            out.nil();
            return;
        }
        out.open();
        for (int i = 0; i < languages.size(); i++) {
            (i == 0 ? out : out.space()).nstring(languages.get(i));
        }
        out.close();
    }

    private void parameters(Parameters parameters) {
        out.space();
        List<Parameter> entries = parameters.entries();
        if (entries.isEmpty()) {
            out.nil();
            return;
        }
        out.open();
        for (int i = 0; i < entries.size(); i++) {
            (i == 0 ? out : out.space())
                    .string(entries.get(i).name())
                    .space()
                    .nstring(entries.get(i).value());
        }
        out.close();
    }
}
