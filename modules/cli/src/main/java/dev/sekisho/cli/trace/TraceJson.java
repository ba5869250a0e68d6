// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import java.nio.file.Path;
import java.util.List;

/** What was found, for programs. */
final class TraceJson {
    private TraceJson() {}

    static String text(String what, TraceCommand.Report report) {
        ObjectNode all = JsonOutput.object();
        all.put("wanted", what);
        all.put("since", report.log().since().toString());
        all.put("until", report.log().until().toString());
        report.log().begins().ifPresent(begins -> all.put("logBegins", begins.toString()));
        all.set(
                "files",
                JsonOutput.strings(
                        report.log().files().stream().map(Path::toString).toList()));
        ObjectNode unreadable = all.putObject("unreadable");
        report.log().unreadable().forEach((file, why) -> unreadable.put(file.toString(), why));
        report.store().ifPresent(why -> all.put("store", why));
        all.put("cut", report.cut());
        ArrayNode messages = all.putArray("messages");
        report.histories().forEach(history -> messages.add(history(history)));
        all.set("refusals", entries(report.refusals()));
        return JsonOutput.text(all);
    }

    private static ObjectNode history(MessageHistories.MessageHistory history) {
        ObjectNode node = JsonOutput.object();
        node.put("id", history.id());
        node.set("lines", entries(history.lines()));
        ArrayNode now = node.putArray("now");
        history.now().forEach(location -> {
            ObjectNode each = now.addObject();
            each.put("name", location.name());
            each.put("place", location.place());
            each.put("number", location.number());
            location.recipient().ifPresent(to -> each.put("to", to));
            each.put("state", location.state());
            location.reason().ifPresent(why -> each.put("reason", why));
        });
        return node;
    }

    private static ArrayNode entries(List<MailLogEntry> entries) {
        ArrayNode array = JsonOutput.array();
        for (MailLogEntry entry : entries) {
            ObjectNode node = array.addObject();
            node.put("time", entry.time().toString());
            node.put("event", entry.line().event().text());
            entry.line()
                    .event()
                    .keys()
                    .forEach(key -> entry.line().value(key).ifPresent(value -> node.put(key.text(), value)));
        }
        return array;
    }
}
