// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

/** What {@code sekisho run} ends with: codes of sysexits, those of the start script among them. */
public enum ExitCode {
    /** The arguments were not understood (EX_USAGE). */
    USAGE(64, false),
    /** No usable Java was found (EX_UNAVAILABLE); the script's alone. */
    NO_JAVA(69, false),
    /** A fault that nobody foresaw (EX_SOFTWARE). */
    FAULT(70, false),
    /** What stands against the start may pass: a database server that is not up yet, a full disk, a port in use (EX_TEMPFAIL). */
    PASSING(75, true),
    /** A file or folder may not be written (EX_NOPERM); the script's alone. */
    NOT_PERMITTED(77, false),
    /** The configuration, a certificate or a right was refused (EX_CONFIG). */
    REFUSED(78, false);

    private final int code;
    private final boolean passes;

    ExitCode(int code, boolean passes) {
        this.code = code;
        this.passes = passes;
    }

    public int code() {
        return code;
    }

    /** Whether another start may succeed though nobody has changed anything. */
    boolean passes() {
        return passes;
    }
}
