// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import java.util.List;

/** The keys that must all match. */
final class Conjuncts extends SearchKeyFold<List<SearchKey>> {
    @Override
    List<SearchKey> leaf(SearchKey key) {
        return List.of(key);
    }

    @Override
    public List<SearchKey> and(SearchKey.And key) {
        return key.keys().stream()
                .flatMap(operand -> operand.accept(this).stream())
                .toList();
    }

    @Override
    public List<SearchKey> or(SearchKey.Or key) {
        return List.of(key);
    }

    @Override
    public List<SearchKey> not(SearchKey.Not key) {
        return List.of(key);
    }
}
