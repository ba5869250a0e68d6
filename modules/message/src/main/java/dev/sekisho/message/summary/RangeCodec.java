// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import dev.sekisho.message.mime.OctetRange;
import dev.sekisho.message.mime.Part;
import dev.sekisho.message.mime.PartRange;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Where the parts are, in the order in which {@code StructureParser} wants them: a part before its children. */
final class RangeCodec {
    private RangeCodec() {}

    static byte[] encode(Part root) {
        VarintWriter out = new VarintWriter();
        encode(root, 0, out);
        return out.toBytes();
    }

    private static void encode(Part part, long parentStart, VarintWriter out) {
        PartRange range = part.range();
        OctetRange header = range.header();
        out.number(header.start() - parentStart).number(header.size());
        out.number(range.body().start() - header.end()).number(range.body().size());
        out.number(range.lines()).number(part.children().size());
        part.children().forEach(child -> encode(child, header.start(), out));
    }

    static Iterator<PartRange> decode(ByteBuffer octets) {
        return new Decoder(new VarintReader(octets));
    }

    /** Keeps the starts of the parts whose children are not all read. */
    private static final class Decoder implements Iterator<PartRange> {
        private final VarintReader in;
        private final Deque<long[]> parents = new ArrayDeque<>();

        Decoder(VarintReader in) {
            this.in = in;
            parents.push(new long[] {0, 1});
        }

        @Override
        public boolean hasNext() {
            while (!parents.isEmpty() && parents.element()[1] == 0) {
                parents.pop();
            }
            return !parents.isEmpty();
        }

        @Override
        public PartRange next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all ranges are read");
            }
            long[] parent = parents.element();
            parent[1]--;
            OctetRange header = new OctetRange(parent[0] + in.number(), in.number());
            OctetRange body = new OctetRange(header.end() + in.number(), in.number());
            PartRange range = new PartRange(header, body, in.number());
            parents.push(new long[] {header.start(), in.number()});
            return range;
        }
    }
}
