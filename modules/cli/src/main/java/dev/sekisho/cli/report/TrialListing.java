// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.trial.RunningTrial;
import dev.sekisho.store.trial.TrialFinding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trials and what they found, as {@code report trial} shows them.
 *
 * @param running the values on trial, and since when
 * @param findings what they would have refused
 */
record TrialListing(Map<RunningTrial, Instant> running, List<TrialFinding> findings) {

    /** Those of one listener, or of all. */
    static TrialListing of(Map<RunningTrial, Instant> running, List<TrialFinding> findings, Optional<String> listener) {
        Map<RunningTrial, Instant> those = new LinkedHashMap<>(running);
        listener.ifPresent(
                name -> those.keySet().removeIf(trial -> !trial.listener().equals(name)));
        return new TrialListing(those, findings);
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        running.forEach((trial, begun) -> lines.add("on trial: listener " + trial.listener() + ", " + trial.property()
                + " " + trial.value() + ", since " + begun.truncatedTo(ChronoUnit.SECONDS)));
        if (running.isEmpty()) {
            lines.add("nothing is on trial");
        }
        if (findings.isEmpty()) {
            lines.add("nobody would have been refused");
            return lines;
        }
        TextTable table =
                new TextTable("SESSIONS", "CLIENT", "USER", "SENDER", "LISTENER", "ON TRIAL", "LAST", "REPLY");
        for (TrialFinding each : findings) {
            TrialFinding.Subject of = each.subject();
            table.add(
                    Long.toString(each.sessions()),
                    of.client(),
                    shown(of.user()),
                    shown(of.sender()),
                    of.listener(),
                    of.property() + " " + of.value(),
                    each.last().truncatedTo(ChronoUnit.SECONDS).toString(),
                    PrintableText.line(each.reply()));
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : PrintableText.line(text);
    }

    /** For programs. */
    String json() {
        ObjectNode all = JsonOutput.object();
        ArrayNode trials = all.putArray("trials");
        running.forEach((trial, begun) -> trials.addObject()
                .put("listener", trial.listener())
                .put("property", trial.property())
                .put("value", trial.value())
                .put("since", begun.toString()));
        ArrayNode found = all.putArray("findings");
        for (TrialFinding each : findings) {
            TrialFinding.Subject of = each.subject();
            found.addObject()
                    .put("listener", of.listener())
                    .put("property", of.property())
                    .put("value", of.value())
                    .put("reason", of.reason())
                    .put("client", of.client())
                    .put("user", of.user().isEmpty() ? null : of.user())
                    .put("sender", of.sender().isEmpty() ? null : of.sender())
                    .put("recipient", each.recipient().isEmpty() ? null : each.recipient())
                    .put("reply", each.reply())
                    .put("first", each.first().toString())
                    .put("last", each.last().toString())
                    .put("sessions", each.sessions());
        }
        return JsonOutput.text(all);
    }
}
