// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import java.util.List;

/** The server cannot start, for reasons that the operator can mend. */
public final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;
    private final boolean passing;

    /**
     * @param reasons a line each, with what was found and what to do
     */
    public StartRefused(List<String> reasons) {
        this(reasons, false);
    }

    private StartRefused(List<String> reasons, boolean passing) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
        this.passing = passing;
    }

    /** For reasons that may pass by themselves, such as a database server that is not up yet. */
    public static StartRefused passing(List<String> reasons) {
        return new StartRefused(reasons, true);
    }

    /** What the process ends with. */
    public ExitCode exit() {
        return passing ? ExitCode.PASSING : ExitCode.REFUSED;
    }

    public List<String> reasons() {
        return reasons;
    }
}
