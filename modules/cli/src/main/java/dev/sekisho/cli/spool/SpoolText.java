// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.spool;

import dev.sekisho.cli.terminal.HumanDuration;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.mail.EnvelopeSummary;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.spool.SpooledMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mail of the queues for people.
 *
 * @param now the time, from which ages are counted
 */
record SpoolText(Instant now) {
    private static final int LONGEST_ERROR = 100;

    /** A page of the listing, with its own heads. */
    List<String> table(List<SpooledMail> page) {
        TextTable table =
                new TextTable("ID", "QUEUE", "NAME", "AGE", "FROM", "TO", "SIZE", "STATE", "FAILED", "LAST ERROR");
        for (SpooledMail mail : page) {
            EnvelopeSummary envelope = mail.mail().details();
            table.add(
                    String.valueOf(mail.id()),
                    PrintableText.line(mail.queue()),
                    PrintableText.line(mail.mail().name()),
                    age(mail),
                    sender(mail.mail()),
                    PrintableText.addresses(envelope.recipients()),
                    String.valueOf(mail.size()),
                    state(mail.state()),
                    envelope.failures().map(String::valueOf).orElse("-"),
                    envelope.error()
                            .map(error -> PrintableText.start(error, LONGEST_ERROR))
                            .orElse("-"));
        }
        return table.lines();
    }

    List<String> show(SpooledMail mail) {
        EnvelopeSummary envelope = mail.mail().details();
        List<String> lines = new ArrayList<>();
        lines.add(
                "mail      " + mail.id() + " (" + PrintableText.line(mail.mail().name()) + ") in the queue "
                        + PrintableText.line(mail.queue()) + ", " + mail.size() + " octets");
        lines.add("from      " + sender(mail.mail()));
        envelope.recipients().forEach(recipient -> lines.add("to        " + PrintableText.address(recipient)));
        lines.add("came in   " + mail.added() + " (" + age(mail) + " ago)");
        lines.add("state     " + state(mail.state()));
        envelope.processor().ifPresent(name -> lines.add("processor " + PrintableText.line(name)));
        envelope.failures().ifPresent(times -> lines.add("failed    " + times + (times == 1 ? " time" : " times")));
        envelope.error()
                .ifPresent(error -> error.lines().forEach(line -> lines.add("error     " + PrintableText.line(line))));
        envelope.attributes()
                .forEach((name, value) ->
                        lines.add("attribute " + PrintableText.line(name) + ": " + PrintableText.line(value)));
        return lines;
    }

    /** To be sure that it is the right one. */
    String inShort(SpooledMail mail) {
        return "mail " + mail.id() + " (" + age(mail) + " old, from " + sender(mail.mail()) + " to "
                + PrintableText.addresses(mail.mail().details().recipients()) + ")";
    }

    static String taken(long id, SpooledMail.Taken taken) {
        return taken.dead()
                ? "mail " + id + " was taken by node " + taken.node()
                        + ", which has ended; it is ready again when a server runs"
                : "mail " + id + " is taken by node " + taken.node();
    }

    private String age(SpooledMail mail) {
        return HumanDuration.of(Duration.between(mail.added(), now));
    }

    private String state(SpooledMail.State state) {
        return state.fold(
                state::word,
                waiting -> waiting.until().isAfter(now) ? "waiting until " + waiting.until() : "ready",
                taken -> "taken by " + taken.node() + (taken.dead() ? ", which has ended" : ""),
                unknown -> "unknown (" + unknown.found() + "): no server takes it");
    }

    private static String sender(StoredMail mail) {
        return PrintableText.address(Optional.ofNullable(mail.sender()).orElse(""));
    }
}
