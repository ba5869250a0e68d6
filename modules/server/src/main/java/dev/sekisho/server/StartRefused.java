// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import java.util.List;

/** The server cannot start, for reasons that the operator can mend. */
final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;
    private final boolean passing;

    /**
     * @param reasons a line each, with what was found and what to do
     */
    StartRefused(List<String> reasons) {
        this(reasons, false);
    }

    private StartRefused(List<String> reasons, boolean passing) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
        this.passing = passing;
    }

    /** For reasons that may pass by themselves, such as a database server that is not up yet. */
    static StartRefused passing(List<String> reasons) {
        return new StartRefused(reasons, true);
    }

    /** What the process ends with. */
    ServerExit exit() {
        return passing ? ServerExit.PASSING : ServerExit.REFUSED;
    }

    List<String> reasons() {
        return reasons;
    }
}
