// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.OutgoingSummary;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A table, a page at a time with its own heads, and below all of them what there is to do. */
final class QueueTextListing implements QueueListing {
    private static final String[] HEADS = {"ID", "AGE", "FROM", "TO", "ROUTE", "STATUS", "TRIED", "NEXT", "LAST"};

    private final PrintWriter out;
    private final QueueText text;
    private final String nothing;
    private final Set<String> advice = new LinkedHashSet<>();
    private boolean begun;

    /** @param nothing the text if there is no message */
    QueueTextListing(PrintWriter out, QueueText text, String nothing) {
        this.out = out;
        this.text = text;
        this.nothing = nothing;
    }

    @Override
    public void page(List<OutgoingMessage> messages) {
        begun = true;
        TextTable table = new TextTable(HEADS);
        for (OutgoingMessage message : messages) {
            for (OutgoingRecipient recipient : message.recipients()) {
                table.add(text.cells(message, recipient));
                advise(recipient);
            }
        }
        table.lines().forEach(out::println);
    }

    private void advise(OutgoingRecipient recipient) {
        advice.addAll(text.keys(recipient));
        if (recipient
                .reason()
                .filter(why -> why.contains(OutgoingSummary.PORT_BLOCKED_MARK))
                .isPresent()) {
            advice.add(OutgoingSummary.PORT_BLOCKED + ": see conf/relay.xml");
        }
    }

    @Override
    public void end() {
        if (!begun) {
            out.println(nothing);
        }
        if (!advice.isEmpty()) {
            out.println();
            advice.forEach(out::println);
        }
    }
}
