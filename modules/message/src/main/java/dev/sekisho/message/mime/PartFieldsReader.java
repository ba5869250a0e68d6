// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.RawText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the fields of a part from its header. */
final class PartFieldsReader {
    private PartFieldsReader() {}

    /** A multipart has only the fields that BODYSTRUCTURE has for it: disposition, languages and location. */
    static PartFields read(HeaderFields header, boolean multipart) {
        Disposition disposition = header.first("content-disposition")
                .map(ContentParser::disposition)
                .orElse(null);
        List<RawText> languages =
                header.first("content-language").map(ContentParser::languages).orElse(List.of());
        RawText location = text(header, "content-location");
        if (multipart) {
            return new PartFields(null, null, "7bit", null, disposition, languages, location);
        }
        String encoding = header.first("content-transfer-encoding")
                .map(ContentParser::encoding)
                .orElse("7bit");
        return new PartFields(
                text(header, "content-id"),
                text(header, "content-description"),
                encoding,
                text(header, "content-md5"),
                disposition,
                languages,
                location);
    }

    private static @Nullable RawText text(HeaderFields header, String name) {
        return header.first(name).orElse(null);
    }
}
