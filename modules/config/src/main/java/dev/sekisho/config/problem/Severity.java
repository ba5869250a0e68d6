// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.problem;

import java.util.Locale;

/** The severity of a problem. */
public enum Severity {
    /** The start is refused. */
    PROBLEM,
    /** The start goes on; the port is at least as strict as the file asked, and something is other than it reads. */
    WARNING,
    /** Something in the file has no meaning here. */
    NOTE;

    /** The lower-case name. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
