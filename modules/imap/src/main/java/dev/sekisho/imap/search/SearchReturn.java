// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.search;

import java.util.Set;

/**
 * What {@code SEARCH RETURN (...)} asks for (RFC 4731 3.1, RFC 5182 2.1).
 *
 * @param options the options; {@code RETURN ()} is {@link Option#ALL}
 */
public record SearchReturn(Set<Option> options) {
    /** What can be asked for. */
    public enum Option {
        MIN,
        MAX,
        ALL,
        COUNT,
        /** The result is kept for {@code $}; nothing is told for it. */
        SAVE
    }

    public SearchReturn {
        options = Set.copyOf(options);
    }
}
