// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.listener.BannerReader;
import dev.sekisho.config.listener.ClientCheckSchema;
import dev.sekisho.config.listener.DeviceSchema;
import dev.sekisho.config.listener.ListenerSchema;
import dev.sekisho.config.listener.ListenerSocketReader;
import dev.sekisho.config.listener.PeerSchema;
import dev.sekisho.config.listener.PolicyProperty;
import dev.sekisho.config.listener.PolicySchema;
import dev.sekisho.config.listener.TrialSchema;
import dev.sekisho.config.relay.RelaySchema;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.config.store.StoreSchema;
import dev.sekisho.config.tls.TlsSchema;
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
final class ReferenceDocument {
    private final StringBuilder out = new StringBuilder();

    private ReferenceDocument() {}

    static String markdown() {
        ReferenceDocument reference = new ReferenceDocument();
        reference.file("sekisho.xml", SekishoSchema.ROOT);
        reference.file("tls.xml", TlsSchema.ROOT);
        reference.file("store.xml", StoreSchema.ROOT);
        reference.file("relay.xml", RelaySchema.ROOT);
        reference.listeners();
        reference.policy();
        reference.stock();
        return reference.out.toString();
    }

    private void file(String name, ElementSchema<?> root) {
        heading("`" + name + "`");
        line(root.description().meaning() + " The root element is `" + root.tag() + "`.");
        table(rows(root.children(), ""));
    }

    private void listeners() {
        heading("`smtpserver.xml`, `pop3server.xml`, `imapserver.xml`");
        for (ListenerSchema table : ListenerSchema.ALL) {
            line("`" + table.file() + "` contains `" + table.root().tag() + "` with any number of `"
                    + table.listener().tag() + "`.");
        }
        List<Row> rows = new ArrayList<>();
        rows.add(row("enabled", ListenerSchema.ENABLED));
        rows.addAll(rows(List.of(ListenerSchema.NAME, ListenerSocketReader.BIND), ""));
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
                PolicySchema.policyName(Protocol.SMTP).meaning()));
        rows.addAll(rows(List.of(BannerReader.GREETING), ""));
        rows.addAll(rows(
                List.of(BannerReader.HELLO_NAME, ListenerSocketReader.BACKLOG, JamesCompatSchema.HANDLER_CHAIN), ""));
        table(rows);
    }

    private static String names() {
        return ListenerSchema.ALL.stream()
                .map(table -> table.protocol() + ": " + wanted(table.policy().type()))
                .collect(Collectors.joining("; "));
    }

    private void policy() {
        heading("`<policy>`");
        line("Every property of a policy can be overridden inside `<policy name=\"...\">`.");
        List<Row> rows = new ArrayList<>();
        PolicySchema.PROPERTIES.forEach(property -> {
            rows.add(row(property));
            rows.addAll(rows(List.copyOf(property.former()), ""));
        });
        rows.addAll(rows(
                List.of(
                        PolicySchema.HOLD_OFF_EXCEPTION,
                        PolicySchema.CLIENT_RATE_EXCEPTION,
                        PeerSchema.PEER,
                        DeviceSchema.DEVICE,
                        PolicySchema.RELAY_NETWORK,
                        PolicySchema.RECIPIENT,
                        PolicySchema.PROXY_NETWORK,
                        PolicySchema.PROXY_ENDS_TLS),
                ""));
        rows.addAll(rows(ClientCheckSchema.ELEMENTS, ""));
        rows.add(new Row(
                "trial", "elements", "none", PolicySchema.TRIAL.description().meaning()));
        table(rows);
        trial();
    }

    private void trial() {
        heading("`<trial>`");
        line("These properties can be on trial: "
                + TrialSchema.triable().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                + ". The others cannot:");
        out.append("\n| Name | Why it cannot be on trial |\n|---|---|\n");
        TrialSchema.NOT_TRIABLE.forEach((name, why) -> out.append("| `" + name + "` | " + why + " |\n"));
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
                property.element().description().meaning());
    }

    private void stock() {
        heading("Elements of James in a listener");
        line(
                "A listener may have these elements of James. An element without a meaning here gives a note; one that asks for less than the policy"
                        + " gives a warning; one that asks for more than the policy, or would lose mail, refuses the start.");
        for (ListenerSchema table : ListenerSchema.ALL) {
            List<Row> rows = rows(table.listener().children(), "").stream()
                    .filter(notShown(table))
                    .toList();
            if (!rows.isEmpty()) {
                out.append("\n### `").append(table.listener().tag()).append("`\n");
                table(rows);
            }
        }
        heading("Elements of James beside the listeners");
        table(rows(List.of(JamesCompatSchema.IMAP_PACKAGES), ""));
    }

    /** James' elements, in the first file that may hold them. */
    private static Predicate<Row> notShown(ListenerSchema table) {
        List<Row> before = ListenerSchema.ALL.subList(0, ListenerSchema.ALL.indexOf(table)).stream()
                .flatMap(other -> rows(other.listener().children(), "").stream())
                .toList();
        List<String> ours =
                List.of("jmxName", "bind", "policy", "smtpGreeting", "helloName", "connectionBacklog", "handlerchain");
        return row -> !before.contains(row) && ours.stream().noneMatch(row.name()::startsWith);
    }

    private static List<Row> rows(List<ElementSchema<?>> elements, String path) {
        List<Row> rows = new ArrayList<>();
        for (ElementSchema<?> element : elements) {
            String name = path + element.name();
            String meaning = element.note()
                    .map(why -> "Has no meaning here: " + why + ".")
                    .orElse(element.description().meaning());
            rows.add(new Row(
                    name,
                    inside(element),
                    element.description().otherwise(),
                    meaning + (element.many() ? " May be repeated." : "")));
            element.attributes().forEach(attribute -> rows.add(row(name + " " + attribute.name(), attribute)));
            if (!element.name().equals("policy")) {
                rows.addAll(rows(element.children(), name + "/"));
            }
        }
        return rows;
    }

    private static Row row(String name, AttributeSchema<?> attribute) {
        return new Row(
                name + "=", wanted(attribute.type()), attribute.required() ? "required" : "", attribute.meaning());
    }

    private static String inside(ElementSchema<?> element) {
        boolean attributesAlone =
                element.type().equals(ValueTypes.NOTHING) && element.children().isEmpty();
        return attributesAlone ? "attributes" : wanted(element.type());
    }

    private static String wanted(ValueType<?> type) {
        return type.wanted().replaceFirst("^(use|write) ", "").replace("only elements in it", "elements");
    }

    private void heading(String text) {
        out.append("\n## ").append(text).append("\n\n");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void table(List<Row> rows) {
        out.append("\n| Name | Value | Default | Meaning |\n|---|---|---|---|\n");
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
