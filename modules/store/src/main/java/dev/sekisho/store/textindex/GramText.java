// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.sql.SqlDialect;
import java.util.List;

/** How grams are written in SQL's parameters. */
enum GramText {
    /** FTS5: words of four hexadecimal digits; all that are asked for must be there. */
    WORDS {
        @Override
        String document(int[] grams) {
            StringBuilder text = new StringBuilder(5 * grams.length);
            for (int gram : grams) {
                word(text, gram).append(' ');
            }
            return text.toString();
        }

        @Override
        String question(List<Integer> grams) {
            StringBuilder text = new StringBuilder();
            for (int gram : grams) {
                word(text.append('"'), gram).append("\" ");
            }
            return text.toString();
        }

        private StringBuilder word(StringBuilder text, int gram) {
            for (int shift = 12; shift >= 0; shift -= 4) {
                text.append(Character.forDigit(gram >> shift & 0xF, 16));
            }
            return text;
        }
    },
    /** PostgreSQL: an array of numbers of 16 bits with their sign. */
    NUMBERS {
        @Override
        String document(int[] grams) {
            StringBuilder text = new StringBuilder(7 * grams.length + 2).append('{');
            for (int i = 0; i < grams.length; i++) {
                text.append(i == 0 ? "" : ",").append((short) grams[i]);
            }
            return text.append('}').toString();
        }

        @Override
        String question(List<Integer> grams) {
            return document(grams.stream().mapToInt(Integer::intValue).toArray());
        }
    };

    static GramText of(SqlDialect dialect) {
        return switch (dialect) {
            case SQLITE -> WORDS;
            case POSTGRESQL -> NUMBERS;
        };
    }

    /** The grams of a body. */
    abstract String document(int[] grams);

    /** What finds bodies with all of these grams. */
    abstract String question(List<Integer> grams);
}
