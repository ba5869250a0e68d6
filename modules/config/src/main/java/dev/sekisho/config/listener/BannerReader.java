// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.Protocol;
import java.util.List;
import java.util.Optional;

/** Reads how a listener greets. */
public final class BannerReader {
    private static final AttributeSchema<Boolean> AUTODETECT = AttributeSchema.optional(
            "autodetect", ValueTypes.BOOLEAN, "True to use the host name, whatever the element says.");
    public static final ElementSchema<String> HELLO_NAME = ElementSchema.of(
                    "helloName", ValueTypes.HOST, "The name in the greeting.", "the host name of sekisho.xml")
            .having(AUTODETECT);
    public static final ElementSchema<String> GREETING = ElementSchema.of(
            "smtpGreeting", ValueTypes.LINE, "The text in the greeting after the name.", "Sekisho's own");

    /** The elements that this reads for a protocol. */
    static List<ElementSchema<?>> elements(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> List.of(HELLO_NAME, GREETING);
            case POP3, IMAP -> List.of(HELLO_NAME);
        };
    }

    private BannerReader() {}

    /**
     * The banner of a listener.
     *
     * @param hostName the name this server goes by
     */
    static Banner read(ConfigSection listener, String hostName) {
        return new Banner(
                helloName(listener).orElse(hostName), listener.value(GREETING).map(ParsedValue::value));
    }

    private static Optional<String> helloName(ConfigSection listener) {
        Optional<ConfigSection> section = listener.section(HELLO_NAME);
        boolean detected = section.flatMap(each -> each.attribute(AUTODETECT))
                .map(ParsedValue::value)
                .orElse(false);
        if (section.isPresent() && !detected && section.get().xml().text().isEmpty()) {
            section.get()
                    .refuse(
                            "<helloName> has neither a name nor autodetect=\"true\"",
                            "write one of them, or remove it");
        }
        return section.flatMap(each -> each.text(HELLO_NAME))
                .filter(found -> !detected)
                .map(ParsedValue::value);
    }
}
