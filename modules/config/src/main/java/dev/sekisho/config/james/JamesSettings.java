// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;

/**
 * What a listener's element says to James' own parts.
 *
 * @param handlers James handlers and hooks that join the listener's chain, in order
 * @param imapXml the listener's element with the settings that James' own IMAP reads, and nothing else in it
 */
public record JamesSettings(List<HandlerDeclaration> handlers, String imapXml) {
    public JamesSettings {
        handlers = List.copyOf(handlers);
    }

    /** Reads those of a listener. */
    public static JamesSettings of(ConfigSection listener) {
        return new JamesSettings(HandlerChain.of(listener), imapXml(listener));
    }

    /** What Sekisho reads itself is left out: James would check it by its own rules. */
    private static String imapXml(ConfigSection listener) {
        List<String> kept =
                JamesCompatSchema.IMAP.stream().map(ElementSchema::name).toList();
        List<String> ours = listener.xml().children().stream()
                .map(XmlElement::name)
                .filter(name -> !kept.contains(name))
                .toList();
        return listener.xml().without(ours).xml();
    }
}
