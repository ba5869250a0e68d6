// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import java.util.List;
import java.util.Optional;

/**
 * The parts of a message, and the octets of the sections that IMAP numbers (RFC 9051 6.4.5.1).
 *
 * @param root the message
 */
public record MessageStructure(Part root) {
    /**
     * The part of a number such as 2.1, or the root for no number. A message that is no multipart has one part, 1, which is its body.
     *
     * @param path the numbers, from 1
     */
    public Optional<Part> part(List<Integer> path) {
        return SectionFinder.part(root, path);
    }

    /**
     * The octets of a section, or nothing if the message has no such section: then IMAP sends an empty string or NIL.
     *
     * @param path the numbers, from 1; empty for the message itself
     */
    public Optional<OctetRange> octets(List<Integer> path, SectionText text) {
        return SectionFinder.octets(root, path, text);
    }

    /** The structure of the same message behind further header lines, as a delivery adds them. */
    public MessageStructure behindPrefix(long octets) {
        return octets == 0 ? this : new MessageStructure(PrefixShift.shiftRoot(root, octets));
    }
}
