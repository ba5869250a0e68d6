// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

/** Reads fields of a header, for HEADER.FIELDS and SEARCH HEADER of fields that are not kept with the message's summary. */
public final class HeaderFieldsReader implements PartListener {
    private boolean read;

    private HeaderFieldsReader() {}

    /**
     * The fields of the header that a stream begins with, in their order. The stream is read to the end of the header, and a buffer further.
     *
     * @param wanted asked with names in small letters
     */
    public static HeaderFields read(InputStream message, Predicate<String> wanted) throws IOException {
        return only(StructureReader.read(message, wanted, new HeaderFieldsReader()), wanted);
    }

    /** The fields of a header that is in memory. */
    public static HeaderFields read(byte[] header, Predicate<String> wanted) {
        return only(StructureReader.read(header, wanted, new HeaderFieldsReader()), wanted);
    }

    private static HeaderFields only(ReadStructure structure, Predicate<String> wanted) {
        HeaderFields all = structure.header();
        List<HeaderField> fields =
                all.fields().stream().filter(field -> wanted.test(field.name())).toList();
        return new HeaderFields(fields, all.complete());
    }

    @Override
    public void header(HeaderFields fields) {
        read = true;
    }

    @Override
    public boolean isDone() {
        return read;
    }

    @Override
    public boolean begin(MediaType type, PartFields fields) {
        return false;
    }

    @Override
    public void content(byte[] buffer, int start, int end) {}

    @Override
    public void end() {}
}
