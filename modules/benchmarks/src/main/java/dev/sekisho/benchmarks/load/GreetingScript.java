// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

/** Waits for the greeting of an SMTP server and takes leave: next to nothing but the handshake. */
public final class GreetingScript implements ClientScript {
    private boolean greeted;

    @Override
    public void line(String line, ScriptDialogue dialogue) {
        if (!greeted && line.startsWith("220 ")) {
            greeted = true;
            dialogue.send("QUIT");
        } else if (greeted && line.startsWith("221 ")) {
            dialogue.done();
        } else {
            dialogue.fail("SMTP: wanted " + (greeted ? "221" : "220") + ", got " + line);
        }
    }
}
