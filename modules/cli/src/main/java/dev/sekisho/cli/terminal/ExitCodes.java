// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

/** What the commands end with. */
public final class ExitCodes {
    /** All is well. */
    public static final int OK = 0;
    /** The command was understood, and something is not as it should be. */
    public static final int FAILED = 1;
    /** The command was not understood. */
    public static final int USAGE = 2;
    /** Nobody is there: no connection, or no running server (the LSB's code of {@code status}). */
    public static final int NOT_RUNNING = 3;
    /** The result is unknown (the LSB's code of {@code status}). */
    public static final int UNKNOWN = 4;

    private ExitCodes() {}
}
