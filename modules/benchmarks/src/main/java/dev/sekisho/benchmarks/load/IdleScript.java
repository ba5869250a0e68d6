// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import java.util.concurrent.CompletableFuture;

/** Hears the greeting of an SMTP server and says nothing, until it is told to leave; then it must be answered as ever. */
final class IdleScript implements ClientScript {
    private final CompletableFuture<ScriptDialogue> greeted = new CompletableFuture<>();

    /** Told when the greeting has come. */
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
