// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

/**
 * A field of a header, octet by octet as it is in the message.
 *
 * @param octets name, colon, body, with the line breaks of folding and the last line break; cut after {@link #MOST_OCTETS}
 */
public record HeaderField(RawText octets) {
    public static final int MOST_OCTETS = 64 * 1024;

    /** The name in small letters, without blanks before the colon (RFC 5322 4.5). Empty if there is no colon. */
    public String name() {
        return FieldOctets.name(octets.octets());
    }

    public boolean isNamed(String name) {
        return FieldOctets.isNamed(octets.octets(), name);
    }

    /** What follows the colon, unfolded, without white space at its ends. Not decoded. */
    public RawText body() {
        return new RawText(FieldOctets.body(octets.octets()));
    }

    /** All of it in one line: name, colon and body, without CR and LF. Not decoded. */
    public RawText line() {
        return new RawText(octets.octets().replace("\r", "").replace("\n", ""));
    }

    /** Whether the message has more of this field than is kept: its end is not to be trusted. */
    public boolean isCut() {
        return octets.octets().length() >= MOST_OCTETS;
    }
}
