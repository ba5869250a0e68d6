// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.value.Flag;
import dev.sekisho.message.text.SearchText;
import dev.sekisho.store.imap.SystemFlag;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The texts and flags that a search compares with, made ready once for all messages. For one worker at a time. */
final class SoughtTexts {
    private final Map<String, String> folded = new IdentityHashMap<>();
    private final Map<Flag, Optional<SystemFlag>> system = new IdentityHashMap<>();

    /** A text of the search in the form in which texts are compared. */
    String folded(String text) {
        return folded.computeIfAbsent(text, SearchText::fold);
    }

    /** What a flag of the search is to the store; empty for a keyword. */
    Optional<SystemFlag> system(Flag flag) {
        return system.computeIfAbsent(flag, named -> SystemFlag.of(named.name()));
    }
}
