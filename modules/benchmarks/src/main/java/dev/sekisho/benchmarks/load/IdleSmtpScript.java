// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import java.util.concurrent.CompletableFuture;

/** Reads the greeting of an SMTP server and then stays idle until the end of the run; the QUIT must be answered. */
final class IdleSmtpScript implements ClientScript {
    private final CompletableFuture<ScriptDialogue> greeted = new CompletableFuture<>();

    /** Completes when the greeting has come. */
    CompletableFuture<ScriptDialogue> greeted() {
        return greeted;
    }

    @Override
    public void line(String line, ScriptDialogue dialogue) {
        if (line.startsWith("220 ")) {
            greeted.complete(dialogue);
        } else if (line.startsWith("250 ")) {
            dialogue.send("QUIT");
        } else if (line.startsWith("221 ")) {
            dialogue.done();
        } else {
            dialogue.fail("SMTP, idle: got " + line);
        }
    }
}
