// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import java.util.concurrent.CompletableFuture;

/** Hears the greeting of an SMTP server and says nothing, until it is told to leave; then it must be answered as ever. */
final class IdleScript implements ClientScript {
    private final CompletableFuture<Talk> greeted = new CompletableFuture<>();

    /** Told when the greeting has come. */
    CompletableFuture<Talk> greeted() {
        return greeted;
    }

    @Override
    public void line(String line, Talk talk) {
        if (line.startsWith("220 ")) {
            greeted.complete(talk);
        } else if (line.startsWith("250 ")) {
            talk.send("QUIT");
        } else if (line.startsWith("221 ")) {
            talk.done();
        } else {
            talk.fail("SMTP, idle: got " + line);
        }
    }
}
