// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

/** Shows how far something has come, where a person looks on; nothing elsewhere. */
public final class ProgressBar {
    private static final int WIDTH = 30;

    private final Terminal terminal;
    private String shown = "";

    /** A bar that is not shown yet. */
    public ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    /** So much of so much is done. */
    public void at(String doing, long done, long all) {
        int percent = all <= 0 ? 100 : (int) Math.min(100, done * 100 / all);
        int filled = percent * WIDTH / 100;
        String line = "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent + " %  " + doing;
        if (!line.equals(shown)) {
            shown = line;
            terminal.progress(line);
        }
    }

    /** Takes the bar away. */
    public void end() {
        terminal.progress("");
    }
}
