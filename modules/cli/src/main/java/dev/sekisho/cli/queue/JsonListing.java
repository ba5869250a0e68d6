// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.Json;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.io.PrintWriter;
import java.util.List;

/** One array of JSON, an element written before the next is made. */
final class JsonListing implements QueueListing {
    private final PrintWriter out;
    private final QueueJson json;
    private boolean begun;

    JsonListing(PrintWriter out, QueueJson json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void page(List<OutgoingMessage> messages) {
        for (OutgoingMessage message : messages) {
            out.print(begun ? ", " : "[ ");
            out.print(Json.text(json.of(message)));
            begun = true;
        }
    }

    @Override
    public void end() {
        out.println(begun ? " ]" : "[ ]");
    }
}
