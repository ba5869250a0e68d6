// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

/** Waits for the greeting of an SMTP server and takes leave: next to nothing but the handshake. */
public final class GreetingScript implements ClientScript {
    private boolean greeted;

    @Override
    public void line(String line, Talk talk) {
        if (!greeted && line.startsWith("220 ")) {
            greeted = true;
            talk.send("QUIT");
        } else if (greeted && line.startsWith("221 ")) {
            talk.done();
        } else {
            talk.fail("SMTP: wanted " + (greeted ? "221" : "220") + ", got " + line);
        }
    }
}
