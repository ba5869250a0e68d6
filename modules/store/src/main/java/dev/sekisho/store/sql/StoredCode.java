// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A state that rows hold as a number. The number is written explicitly and never changes, even if constants are added, removed or moved, because databases contain it.
 * SQL is built from it, as a literal, so that partial indexes apply.
 */
public interface StoredCode {
    /** The number that rows hold. */
    int code();

    /** A condition: the column holds one of these. */
    static String in(String column, StoredCode... states) {
        return states.length == 1 ? column + " = " + states[0].code() : column + " IN (" + list(states) + ")";
    }

    /** A condition: the column holds none of these. */
    static String notIn(String column, StoredCode... states) {
        return column + " NOT IN (" + list(states) + ")";
    }

    /** The state of a code among these; empty for a code that is none. */
    static <E extends StoredCode> Optional<E> find(E[] states, long code) {
        return Arrays.stream(states).filter(state -> state.code() == code).findFirst();
    }

    private static String list(StoredCode... states) {
        return Stream.of(states).map(state -> String.valueOf(state.code())).collect(Collectors.joining(", "));
    }
}
