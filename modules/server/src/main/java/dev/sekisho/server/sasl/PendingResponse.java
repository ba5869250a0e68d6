// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who takes the next line of a client, where that is a response and no command. Confined to a connection. */
public final class PendingResponse {
    private @Nullable Consumer<String> taker;

    /** True if the next line is a response. */
    public boolean awaited() {
        return taker != null;
    }

    /** The next line goes to this taker, and to nobody else. */
    public void await(Consumer<String> next) {
        taker = next;
    }

    /** Gives a line to who awaits it. */
    public void take(String line) {
        Consumer<String> waiting = taker;
        if (waiting == null) {
            throw new IllegalStateException("no response is awaited");
        }
        taker = null;
        waiting.accept(line);
    }

    /** A line that is none ends the exchange. */
    public void giveUp() {
        taker = null;
    }
}
