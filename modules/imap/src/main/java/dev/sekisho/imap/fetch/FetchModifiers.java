// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import java.util.OptionalLong;

/**
 * The modifiers of FETCH (RFC 7162 3.1.4.1, 3.2.6).
 *
 * @param changedSince only messages whose MODSEQ is greater; empty for all. MODSEQ is then told of each
 * @param vanished true if the UIDs that are gone are told too; only with {@code changedSince} and UID FETCH
 */
public record FetchModifiers(OptionalLong changedSince, boolean vanished) {
    /** No modifier. */
    public static final FetchModifiers NONE = new FetchModifiers(OptionalLong.empty(), false);

    public FetchModifiers {
        if (vanished && changedSince.isEmpty()) {
            throw new IllegalArgumentException("VANISHED needs CHANGEDSINCE");
        }
    }
}
