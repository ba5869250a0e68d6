// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.summary.EncodedSummary;
import dev.sekisho.message.text.SearchText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields that are searched most, in the form in which texts are compared, made once of the summary of a message.
 *
 * @param texts of each of {@link #NAMES} in turn
 */
record FoldedFields(List<List<String>> texts) {
    private static final List<String> NAMES = List.of("subject", "from", "to", "cc");

    /** The texts of all fields of a name in a summary; empty if they are not kept in this form, or not all of them. */
    static Optional<List<String>> of(EncodedSummary summary, String name) {
        int place = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
        if (place < 0) {
            return Optional.empty();
        }
        FoldedFields folded = summary.derived(FoldedFields.class, FoldedFields::read);
        return folded.texts.isEmpty() ? Optional.empty() : Optional.of(folded.texts.get(place));
    }

    private static FoldedFields read(EncodedSummary summary) {
        HeaderFields fields = summary.fields();
        return new FoldedFields(
                fields.complete()
                        ? NAMES.stream().map(name -> folded(fields, name)).toList()
                        : List.of());
    }

    private static List<String> folded(HeaderFields fields, String name) {
        return Arrays.asList(fields.named(name)
                .map(field -> SearchText.fold(HeaderText.decode(field.body())))
                .toArray(String[]::new));
    }

    /** Whether the lines that a delivery has put before a message may have a field of this name. */
    static boolean mayBeIn(String prefix, String name) {
        int length = name.length();
        for (int line = 0; line >= 0 && line + length < prefix.length(); ) {
            if (prefix.regionMatches(true, line, name, 0, length)) {
                return true;
            }
            int end = prefix.indexOf('\n', line);
            line = end < 0 ? -1 : end + 1;
        }
        return false;
    }
}
