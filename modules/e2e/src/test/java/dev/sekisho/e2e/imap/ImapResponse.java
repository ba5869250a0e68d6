// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import java.util.List;

/**
 * A response, taken apart.
 *
 * @param words atoms, strings and literals as {@link String}, lists as {@link List}; of a status response the text is one word
 */
record ImapResponse(List<Object> words) {
    ImapResponse {
        words = List.copyOf(words);
    }

    String word(int at) {
        return at < words.size() && words.get(at) instanceof String word ? word : "";
    }

    List<?> list(int at) {
        if (at < words.size() && words.get(at) instanceof List<?> list) {
            return list;
        }
        throw new AssertionError("no list at " + at + " of " + words);
    }

    boolean isTagged(String tag) {
        return word(0).equals(tag);
    }

    /** True of {@code * 5 EXISTS} and the like. */
    boolean isNumbered(String name) {
        return word(0).equals("*") && word(2).equals(name);
    }

    int number() {
        return Integer.parseInt(word(1));
    }

    @Override
    public String toString() {
        return words.toString();
    }
}
