// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a part is (RFC 9051 6.4.5.1): the number of a part at each level, from the outermost.
 *
 * @param numbers each from 1; empty for the whole message; at most {@value #DEEPEST}
 */
public record PartNumber(List<Integer> numbers) {
    /** The most levels. */
    public static final int DEEPEST = 100;
    /** The whole message. */
    public static final PartNumber WHOLE = new PartNumber(List.of());

    public PartNumber {
        numbers = List.copyOf(numbers);
        if (numbers.size() > DEEPEST || numbers.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("part " + numbers);
        }
    }

    /** A part of the numbers given. */
    public static PartNumber of(Integer... numbers) {
        return new PartNumber(List.of(numbers));
    }

    /** True for the whole message. */
    public boolean isWhole() {
        return numbers.isEmpty();
    }

    /** As it is written, such as {@code 1.2}. */
    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
