// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import java.util.List;
import java.util.Optional;

/** Finds the sections that IMAP numbers (RFC 9051 6.4.5.1). */
final class SectionFinder {
    private SectionFinder() {}

    static Optional<Part> part(Part root, List<Integer> path) {
        Optional<Part> part = Optional.of(root);
        boolean insideMessage = true;
        for (int number : path) {
            boolean ofMessage = insideMessage;
            part = part.flatMap(parent -> child(parent, number, ofMessage));
            insideMessage = false;
        }
        return part;
    }

    static Optional<OctetRange> octets(Part root, List<Integer> path, SectionText text) {
        return path.isEmpty() ? ofMessage(root, text) : part(root, path).flatMap(part -> ofPart(part, text));
    }

    /**
     * A numbered child.
     *
     * @param isMessage whether the parent stands for a message, whose part 1 is its body if it is no multipart
     */
    private static Optional<Part> child(Part parent, int number, boolean isMessage) {
        if (!isMessage && parent.envelope() != null && !parent.children().isEmpty()) {
            return child(parent.children().get(0), number, true);
        }
        if (parent.mediaType().isMultipart()) {
            boolean exists = number >= 1 && number <= parent.children().size();
            return exists ? Optional.of(parent.children().get(number - 1)) : Optional.empty();
        }
        return isMessage && number == 1 ? Optional.of(parent) : Optional.empty();
    }

    private static Optional<OctetRange> ofMessage(Part message, SectionText text) {
        OctetRange header = message.range().header();
        OctetRange body = message.range().body();
        return switch (text) {
            case ALL -> Optional.of(new OctetRange(header.start(), body.end() - header.start()));
            case HEADER -> Optional.of(header);
            case TEXT -> Optional.of(body);
            case MIME -> Optional.empty();
        };
    }

    private static Optional<OctetRange> ofPart(Part part, SectionText text) {
        return switch (text) {
            case ALL -> Optional.of(part.range().body());
            case MIME -> Optional.of(part.range().header());
            case HEADER, TEXT ->
                part.envelope() == null || part.children().isEmpty()
                        ? Optional.empty()
                        : ofMessage(part.children().get(0), text);
        };
    }
}
