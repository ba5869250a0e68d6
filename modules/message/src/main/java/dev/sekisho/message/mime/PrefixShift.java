// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import java.util.List;

/** Moves a structure behind header lines that a delivery adds. */
final class PrefixShift {
    private PrefixShift() {}

    /** The header of the message grows; all else moves. */
    static Part shiftRoot(Part root, long by) {
        OctetRange header = root.range().header();
        return withRange(root, new OctetRange(header.start(), header.size() + by), by);
    }

    private static Part shift(Part part, long by) {
        return withRange(part, moved(part.range().header(), by), by);
    }

    private static Part withRange(Part part, OctetRange header, long by) {
        PartRange range = new PartRange(
                header, moved(part.range().body(), by), part.range().lines());
        List<Part> children =
                part.children().stream().map(child -> shift(child, by)).toList();
        return new Part(part.mediaType(), part.fields(), range, children, part.envelope());
    }

    private static OctetRange moved(OctetRange range, long by) {
        return new OctetRange(range.start() + by, range.size());
    }
}
