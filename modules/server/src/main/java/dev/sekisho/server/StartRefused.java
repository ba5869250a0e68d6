// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import java.util.List;

/** The server cannot start, for reasons that the operator can mend. */
final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    /**
     * @param reasons a line each, with what was found and what to do
     */
    StartRefused(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    List<String> reasons() {
        return reasons;
    }
}
