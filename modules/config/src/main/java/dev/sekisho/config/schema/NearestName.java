// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that is closest to an unknown one. */
public final class NearestName {
    private NearestName() {}

    /** The nearest of the known names; empty if none is near. Case, hyphens and underscores count for nothing. */
    public static Optional<String> to(String unknown, List<String> known) {
        String plain = plain(unknown);
        return known.stream()
                .filter(name -> distance(plain, plain(name)) <= Math.max(1, plain.length() / 3))
                .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Edit distance by Levenshtein, with one row kept. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
