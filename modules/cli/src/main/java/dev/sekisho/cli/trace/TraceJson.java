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
        report.histories().forEach(story -> messages.add(story(story)));
        all.set("refusals", entries(report.refusals()));
        return JsonOutput.text(all);
    }

    private static ObjectNode story(MessageHistories.Story story) {
        ObjectNode node = JsonOutput.object();
        node.put("id", story.id());
        node.set("lines", entries(story.lines()));
        ArrayNode now = node.putArray("now");
        story.now().forEach(standing -> {
            ObjectNode each = now.addObject();
            each.put("name", standing.name());
            each.put("place", standing.place());
            each.put("number", standing.number());
            standing.recipient().ifPresent(to -> each.put("to", to));
            each.put("state", standing.state());
            standing.reason().ifPresent(why -> each.put("reason", why));
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
