// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.ports.ProveCommand.ProvedListener;
import dev.sekisho.cli.prove.RowResult;
import dev.sekisho.cli.prove.RowResult.Verdict;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the result of a proof. */
final class ProofReport {
    private static final int WIDEST_SEEN = 70;

    private final PrintWriter out;

    ProofReport(PrintWriter out) {
        this.out = out;
    }

    void text(List<ProvedListener> listeners, boolean withoutLogin) {
        for (ProvedListener listener : listeners) {
            out.println(listener.name() + " at " + listener.endpoint()
                    + listener.proof().pin().map(pin -> ", pin " + pin).orElse(""));
            TextTable table = new TextTable("STATE", "CLIENT", "EXPECTED", "SEEN", "OK");
            listener.proof().results().forEach(result -> add(table, result));
            table.lines().forEach(out::println);
            out.println();
            listener.proof().results().stream()
                    .filter(result -> result.verdict() == Verdict.BROKEN)
                    .forEach(this::transcript);
        }
        listeners.forEach(listener -> out.println(summary(listener)));
        boolean missing = listeners.stream().anyMatch(listener -> listener.count(Verdict.NOT_PROVED) > 0);
        if (missing && !withoutLogin) {
            out.println("Rows were not proved. Give a user with --user ADDRESS --password-stdin,"
                    + " or use --without-login to skip them.");
        }
    }

    private static void add(TextTable table, RowResult result) {
        table.add(
                result.row().state(),
                result.row().says(),
                result.row().expected().text(),
                shortened(result.seen()),
                switch (result.verdict()) {
                    case PROVED -> "ok";
                    case BROKEN -> "BROKEN";
                    case NOT_PROVED -> "not proved";
                    case NOT_PROVABLE -> "-";
                });
    }

    private static String shortened(String seen) {
        return seen.length() <= WIDEST_SEEN ? seen : seen.substring(0, WIDEST_SEEN - 3) + "...";
    }

    private void transcript(RowResult result) {
        out.println("BROKEN: " + result.row().state() + ": " + result.row().says());
        out.println("  expected: " + result.row().expected().text() + "  ("
                + result.row().why() + ")");
        out.println("  seen:     " + result.seen());
        result.transcript().forEach(line -> out.println("    " + line));
        out.println();
    }

    private static String summary(ProvedListener listener) {
        return listener.name() + ": " + listener.count(Verdict.PROVED) + " proved, "
                + listener.count(Verdict.BROKEN) + " broken, "
                + listener.count(Verdict.NOT_PROVED) + " not proved, "
                + listener.count(Verdict.NOT_PROVABLE) + " not provable from outside, in "
                + listener.proof().took().toMillis() + " ms";
    }

    void json(List<ProvedListener> listeners) {
        ArrayNode array = JsonOutput.array();
        for (ProvedListener listener : listeners) {
            ObjectNode node = array.addObject()
                    .put("name", listener.name().text())
                    .put("policy", listener.policy())
                    .put("host", listener.endpoint().host())
                    .put("port", listener.endpoint().port())
                    .put("proved", listener.count(Verdict.PROVED))
                    .put("broken", listener.count(Verdict.BROKEN))
                    .put("notProved", listener.count(Verdict.NOT_PROVED))
                    .put("notProvable", listener.count(Verdict.NOT_PROVABLE))
                    .put("millis", listener.proof().took().toMillis());
            listener.proof().pin().ifPresent(pin -> node.put("pin", pin.toString()));
            ArrayNode rows = node.putArray("rows");
            listener.proof().results().forEach(result -> add(rows, result));
        }
        out.println(JsonOutput.text(array));
    }

    private static void add(ArrayNode rows, RowResult result) {
        ObjectNode row = rows.addObject()
                .put("state", result.row().state())
                .put("client", result.row().says())
                .put("expected", result.row().expected().text())
                .put("seen", result.seen())
                .put("result", result.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("why", result.row().why());
        if (result.verdict() == Verdict.BROKEN) {
            row.set("transcript", JsonOutput.strings(result.transcript()));
        }
    }
}
