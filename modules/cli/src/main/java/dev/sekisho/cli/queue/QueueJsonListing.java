// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.command.PagedRead;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.io.PrintWriter;
import java.util.List;

/** One array of JSON, an element written before the next is made. */
final class QueueJsonListing implements QueueListing {
    private final PagedRead.JsonArray array;
    private final QueueJson json;

    QueueJsonListing(PrintWriter out, QueueJson json) {
        this.array = new PagedRead.JsonArray(out);
        this.json = json;
    }

    @Override
    public void page(List<OutgoingMessage> messages) {
        messages.forEach(message -> array.add(json.of(message)));
    }

    @Override
    public void end() {
        array.end();
    }
}
