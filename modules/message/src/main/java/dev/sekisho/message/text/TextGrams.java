// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The grams of texts, for an index that finds which texts may contain another: every gram of a text is one of each text that contains it. A gram is
 * three characters that follow each other, or two where both are Han, kana or hangul, in which words of two characters are frequent; none has a
 * blank. A gram is kept as one of {@value #BUCKETS} numbers, which others share with it. For one thread.
 */
public final class TextGrams {
    /** Grams are numbers from 0 to one less. */
    public static final int BUCKETS = 1 << 16;

    private static final int MIX = 0x9E3779B1;
    private static final char BLANK = ' ';

    private final long[] grams = new long[BUCKETS / Long.SIZE];
    private char beforeLast = BLANK;
    private char last = BLANK;

    /**
     * Takes a piece of a text.
     *
     * @param folded in the form of {@link SearchText}; it continues the piece before it
     */
    void add(String folded) {
        each(folded, gram -> grams[gram / Long.SIZE] |= 1L << gram);
    }

    /** Ends a text: what comes next is another one. */
    void end() {
        beforeLast = BLANK;
        last = BLANK;
    }

    /** All grams, in ascending order, each once. */
    int[] toArray() {
        int size = 0;
        for (long word : grams) {
            size += Long.bitCount(word);
        }
        int[] all = new int[size];
        int at = 0;
        for (int i = 0; i < grams.length; i++) {
            for (long rest = grams[i]; rest != 0; rest &= rest - 1) {
                all[at++] = i * Long.SIZE + Long.numberOfTrailingZeros(rest);
            }
        }
        return all;
    }

    /**
     * Grams of a text that is sought, spread over it, each once. None if it is shorter than a gram.
     *
     * @param most so many at most
     */
    public static List<Integer> of(String sought, int most) {
        List<Integer> all = new ArrayList<>();
        new TextGrams().each(SearchText.fold(sought), gram -> {
            if (!all.contains(gram)) {
                all.add(gram);
            }
        });
        if (all.size() <= most) {
            return List.copyOf(all);
        }
        List<Integer> some = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            some.add(all.get(i * all.size() / most));
        }
        return List.copyOf(some);
    }

    private void each(String folded, IntConsumer gram) {
        for (int i = 0; i < folded.length(); i++) {
            char next = folded.charAt(i);
            if (next != BLANK && last != BLANK) {
                boolean pair = isIndexedByTwo(last) && isIndexedByTwo(next);
                if (pair) {
                    gram.accept(bucket(last, next, BLANK));
                } else if (beforeLast != BLANK && !(isIndexedByTwo(beforeLast) && isIndexedByTwo(last))) {
                    gram.accept(bucket(beforeLast, last, next));
                }
            }
            beforeLast = last;
            last = next;
        }
    }

    private static int bucket(char first, char second, char third) {
        return ((first * 31 + second) * 31 + third) * MIX >>> Integer.SIZE - 16;
    }

    /** Kana, bopomofo, Han, hangul, and the halves of characters outside of the basic plane, which are Han and symbols. */
    private static boolean isIndexedByTwo(char character) {
        return character >= 0x2E80
                && (character < 0xA000 || character >= 0xAC00 && character < 0xE000 || isCompatible(character));
    }

    private static boolean isCompatible(char character) {
        return character >= 0xF900 && character < 0xFB00;
    }
}
