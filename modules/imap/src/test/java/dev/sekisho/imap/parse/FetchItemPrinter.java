// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.fetch.FetchItemVisitor;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import java.util.Optional;

/** Writes items of FETCH as clients do. */
final class FetchItemPrinter implements FetchItemVisitor<String> {
    @Override
    public String attribute(FetchAttribute item) {
        return item == FetchAttribute.PREVIEW_LAZY ? "PREVIEW (LAZY)" : item.word();
    }

    @Override
    public String section(BodySection item) {
        Section section = item.section();
        String word = section.text().word();
        String separator = section.part().isWhole() || word.isEmpty() ? "" : ".";
        String fields = section.fields().isEmpty() ? "" : " (\"" + String.join("\" \"", section.fields()) + "\")";
        return "BODY" + (item.peek() ? ".PEEK" : "") + "[" + section.part() + separator + word + fields + "]"
                + partial(item.partial());
    }

    @Override
    public String binary(BinarySection item) {
        return "BINARY" + (item.peek() ? ".PEEK" : "") + "[" + item.part() + "]" + partial(item.partial());
    }

    @Override
    public String binarySize(BinarySize item) {
        return "BINARY.SIZE[" + item.part() + "]";
    }

    private static String partial(Optional<Partial> partial) {
        return partial.map(some -> "<" + some.offset() + "." + some.length() + ">")
                .orElse("");
    }
}
