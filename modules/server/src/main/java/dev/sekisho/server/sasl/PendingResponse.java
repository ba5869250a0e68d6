// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who takes the next line of a client, where that is a response and no command. Confined to a connection. */
public final class PendingResponse {
    private @Nullable Consumer<String> receiver;

    /** True if the next line is a response. */
    public boolean awaited() {
        return receiver != null;
    }

    /** The next line goes to this receiver alone. */
    public void await(Consumer<String> next) {
        receiver = next;
    }

    /** Gives a line to who awaits it. */
    public void take(String line) {
        Consumer<String> waiting = receiver;
        if (waiting == null) {
            throw new IllegalStateException("no response is awaited");
        }
        receiver = null;
        waiting.accept(line);
    }

    /** A line that is none ends the exchange. */
    public void giveUp() {
        receiver = null;
    }
}
