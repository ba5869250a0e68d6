// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/** Which octets of a part a section of IMAP means (RFC 9051 6.4.5.1). */
public enum SectionText {
    /** Nothing behind the numbers: the body of a part with a number, or the whole message without a number. */
    ALL,
    /** HEADER: the header of the message, or of an embedded message. HEADER.FIELDS chooses fields from it. */
    HEADER,
    /** TEXT: the body of the message, or of an embedded message. */
    TEXT,
    /** MIME: the header of the part itself. */
    MIME
}
