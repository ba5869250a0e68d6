// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import dev.sekisho.message.header.RawText;
import java.util.List;

/**
 * The media type of a part (RFC 2045 5). What cannot be read is {@code text/plain} (RFC 2045 5.2).
 *
 * @param type in small letters, such as {@code text}
 * @param subtype in small letters, such as {@code plain}
 */
public record MediaType(String type, String subtype, Parameters parameters) {
    /** The type of a part that says none (RFC 2045 5.2). */
    public static final MediaType TEXT_PLAIN =
            new MediaType("text", "plain", new Parameters(List.of(new Parameter("charset", new RawText("us-ascii")))));

    public static final MediaType EMBEDDED_MESSAGE = new MediaType("message", "rfc822", Parameters.NONE);

    public boolean is(String wantedType, String wantedSubtype) {
        return type.equals(wantedType) && subtype.equals(wantedSubtype);
    }

    public boolean isText() {
        return type.equals("text");
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /** Whether the body is a message with a header of its own: {@code message/rfc822} or {@code message/global} (RFC 6532). */
    public boolean isEmbeddedMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }
}
