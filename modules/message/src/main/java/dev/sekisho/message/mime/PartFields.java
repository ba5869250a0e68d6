// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.RawText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a part beside its media type, none decoded.
 *
 * @param id Content-ID
 * @param encoding Content-Transfer-Encoding in small letters, without quotes and comments; {@code 7bit} if there is none
 * @param md5 Content-MD5 (RFC 1864)
 * @param languages Content-Language (RFC 3282)
 * @param location Content-Location (RFC 2557)
 */
public record PartFields(
        @Nullable RawText id,
        @Nullable RawText description,
        String encoding,
        @Nullable RawText md5,
        @Nullable Disposition disposition,
        List<RawText> languages,
        @Nullable RawText location) {
    public static final PartFields NONE = new PartFields(null, null, "7bit", null, null, List.of(), null);

    public PartFields {
        languages = List.copyOf(languages);
    }
}
