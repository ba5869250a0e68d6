// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.Values;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The reference of the configuration, in Markdown, as the tables have it. */
final class Reference {
    private final StringBuilder out = new StringBuilder();

    private Reference() {}

    static String markdown() {
        Reference reference = new Reference();
        reference.file("sekisho.xml", SekishoTable.ROOT);
        reference.file("tls.xml", TlsTable.ROOT);
        reference.file("store.xml", StoreTable.ROOT);
        reference.file("relay.xml", RelayTable.ROOT);
        reference.listeners();
        reference.policy();
        reference.stock();
        return reference.out.toString();
    }

    private void file(String name, Element<?> root) {
        heading("`" + name + "`");
        line(root.meaning() + " The root element is `" + root.tag() + "`.");
        table(rows(root.children(), ""));
    }

    private void listeners() {
        heading("`smtpserver.xml`, `pop3server.xml`, `imapserver.xml`");
        for (ListenerTable table : ListenerTable.ALL) {
            line("`" + table.file() + "` holds `" + table.root().tag() + "` and in it any number of `"
                    + table.listener().tag() + "`.");
        }
        List<Row> rows = new ArrayList<>();
        rows.add(row("enabled", ListenerTable.ENABLED));
        rows.addAll(rows(List.of(ListenerTable.NAME, ListenerTable.BIND), ""));
        rows.add(new Row(
                "policy",
                names(),
                "that of the port",
                "What the listener demands: a name, or `<policy name=\"...\">` around"
                        + " the elements of the next section."));
        rows.add(new Row(
                "policy name=",
                "the same names",
                "",
                PolicyTable.policyName(Protocol.SMTP).meaning()));
        rows.addAll(rows(List.of(StockTable.GREETING), ""));
        rows.addAll(rows(List.of(StockTable.HELLO_NAME, StockTable.BACKLOG, StockTable.HANDLER_CHAIN), ""));
        table(rows);
    }

    private static String names() {
        return ListenerTable.ALL.stream()
                .map(table -> table.protocol() + ": " + wanted(table.policy().type()))
                .collect(Collectors.joining("; "));
    }

    private void policy() {
        heading("`<policy>`");
        line("Every property of a policy can be overridden inside `<policy name=\"...\">`.");
        List<Row> rows = new ArrayList<>();
        PolicyTable.PROPERTIES.forEach(property -> {
            rows.add(row(property));
            rows.addAll(rows(List.copyOf(property.former()), ""));
        });
        rows.addAll(rows(List.of(PolicyTable.PEER, PolicyTable.RELAY_NETWORK, PolicyTable.RECIPIENT), ""));
        table(rows);
    }

    private static <T> Row row(PolicyProperty<T> property) {
        Map<String, List<String>> byValue = new LinkedHashMap<>();
        for (PortPolicy policy : BuiltInPolicies.all()) {
            String value = property.element()
                    .type()
                    .writing()
                    .apply(property.ofPolicy().apply(policy));
            byValue.computeIfAbsent(value, text -> new ArrayList<>()).add(policy.name());
        }
        String defaults = byValue.size() == 1
                ? byValue.keySet().iterator().next()
                : byValue.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                        .collect(Collectors.joining("; "));
        return new Row(
                property.element().name(),
                wanted(property.element().type()),
                defaults,
                property.element().meaning());
    }

    private void stock() {
        heading("Elements of James that are read, judged or left alone");
        line(
                "These may stand in a listener, by James' own names. What has no meaning here is noted; what asks for less than the policy"
                        + " does is warned of; what asks for more than the policy does, or would lose mail, refuses the start.");
        for (ListenerTable table : ListenerTable.ALL) {
            List<Row> rows = rows(table.listener().children(), "").stream()
                    .filter(notShown(table))
                    .toList();
            if (!rows.isEmpty()) {
                out.append("\n### `").append(table.listener().tag()).append("`\n");
                table(rows);
            }
        }
    }

    /** James' elements, in the first file that may hold them. */
    private static Predicate<Row> notShown(ListenerTable table) {
        List<Row> before = ListenerTable.ALL.subList(0, ListenerTable.ALL.indexOf(table)).stream()
                .flatMap(other -> rows(other.listener().children(), "").stream())
                .toList();
        List<String> ours =
                List.of("jmxName", "bind", "policy", "smtpGreeting", "helloName", "connectionBacklog", "handlerchain");
        return row -> !before.contains(row) && ours.stream().noneMatch(row.name()::startsWith);
    }

    private static List<Row> rows(List<Element<?>> elements, String path) {
        List<Row> rows = new ArrayList<>();
        for (Element<?> element : elements) {
            String name = path + element.name();
            String meaning = element.note()
                    .map(why -> "Has no meaning here: " + why + ".")
                    .orElse(element.meaning());
            rows.add(new Row(
                    name,
                    inside(element),
                    element.otherwise(),
                    meaning + (element.many() ? " May stand more than once." : "")));
            element.attributes().forEach(attribute -> rows.add(row(name + " " + attribute.name(), attribute)));
            if (!element.name().equals("policy")) {
                rows.addAll(rows(element.children(), name + "/"));
            }
        }
        return rows;
    }

    private static Row row(String name, Attribute<?> attribute) {
        return new Row(
                name + "=", wanted(attribute.type()), attribute.required() ? "must be there" : "", attribute.meaning());
    }

    private static String inside(Element<?> element) {
        boolean attributesAlone =
                element.type().equals(Values.NOTHING) && element.children().isEmpty();
        return attributesAlone ? "attributes" : wanted(element.type());
    }

    private static String wanted(ValueType<?> type) {
        return type.wanted().replaceFirst("^(use|write) ", "").replace("elements in it only", "elements");
    }

    private void heading(String text) {
        out.append("\n## ").append(text).append("\n\n");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void table(List<Row> rows) {
        out.append("\n| Name | What may stand there | Left out | Meaning |\n|---|---|---|---|\n");
        rows.forEach(row -> out.append(row.markdown()));
    }

    private record Row(String name, String values, String otherwise, String meaning) {
        String markdown() {
            return "| `" + name + "` | " + cell(values) + " | " + cell(otherwise) + " | " + cell(meaning) + " |\n";
        }

        private static String cell(String text) {
            return text.replace("|", "\\|");
        }
    }
}
