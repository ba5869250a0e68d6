// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

/** A command cannot be carried out; its message says to people why, and what to do. */
public final class CommandFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** A fault that ends the command with this exit code. */
    public CommandFault(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The exit code of the command. */
    public int exitCode() {
        return exitCode;
    }
}
