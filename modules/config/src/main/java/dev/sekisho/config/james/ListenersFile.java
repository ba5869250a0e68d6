// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.StructureCheck;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;

/** James' {@code listeners.xml}: the mailbox listeners that an operator adds. A listener's own settings are its own. */
public final class ListenersFile {
    public static final String FILE = "listeners.xml";

    private static final String CLASS = "class";
    private static final ElementSchema<String> LISTENER = ElementSchema.holding(
                    "listener",
                    "A mailbox listener.",
                    List.of(
                            ElementSchema.of(CLASS, ValueTypes.ANY, "Its class.", ""),
                            ElementSchema.of(
                                    "group", ValueTypes.ANY, "The name of its group.", "the group that its class has"),
                            ElementSchema.of(
                                    "async", ValueTypes.BOOLEAN, "Whether it is called behind the change.", "its own"),
                            ElementSchema.of("configuration", ValueTypes.ANY, "Its settings.", "none")
                                    .unchecked()))
            .repeated();
    private static final ElementSchema<String> ROOT = ElementSchema.holding(
            "listeners",
            "Mailbox listeners.",
            List.of(
                    LISTENER,
                    ElementSchema.of(
                            "executeGroupListeners", ValueTypes.BOOLEAN, "Whether listeners are called.", "true")));

    private ListenersFile() {}

    /** Reports what is unknown, malformed or missing. */
    public static void check(XmlElement root, ProblemList problems) {
        new StructureCheck("", problems).check(root, ROOT);
        for (XmlElement listener : root.children("listener")) {
            if (className(listener).isEmpty()) {
                problems.refuse(listener.position(), "", "<listener> names no class", "write <class>...</class> in it");
            }
        }
        boolean none = root.children("listener").isEmpty();
        root.children("executeGroupListeners").stream()
                .filter(flag -> !none && flag.text().equalsIgnoreCase("false"))
                .forEach(flag -> problems.refuse(
                        flag.position(),
                        "",
                        "<executeGroupListeners> is false, so that no listener would be called",
                        "remove it, or the listeners"));
    }

    /** The class that a {@code <listener>} names; empty if it names none. */
    public static String className(XmlElement listener) {
        return listener.child(CLASS).map(XmlElement::text).orElse("");
    }
}
