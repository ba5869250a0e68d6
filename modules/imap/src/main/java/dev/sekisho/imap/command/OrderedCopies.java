// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Copies of collections that keep the client's order, which the JDK's immutable ones do not. */
final class OrderedCopies {
    private OrderedCopies() {}

    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static <T> Set<T> ordered(Collection<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
