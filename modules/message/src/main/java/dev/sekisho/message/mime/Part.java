// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.Envelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message. The message itself is a part: the root.
 *
 * @param children the parts of a multipart; of an embedded message, its root alone; else none
 * @param envelope of an embedded message (message/rfc822), the envelope of that message; else null
 */
public record Part(
        MediaType mediaType,
        PartFields fields,
        PartRange range,
        List<Part> children,
        @Nullable Envelope envelope) {
    public Part {
        children = List.copyOf(children);
    }
}
