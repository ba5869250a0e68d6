// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.james.JamesCompatTlsSchema;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The schema of a listener file.
 *
 * @param protocol the protocol its listeners speak
 * @param jamesPort the port of a listener that names neither a bind nor a policy
 * @param policy the {@code <policy>} of a listener
 * @param listener one listener
 * @param root the element of the whole file
 */
public record ListenerSchema(
        Protocol protocol,
        int jamesPort,
        ElementSchema<PortPolicy> policy,
        ElementSchema<String> listener,
        ElementSchema<String> root) {
    public static final AttributeSchema<Boolean> ENABLED = AttributeSchema.optional(
            "enabled", ValueTypes.BOOLEAN, "False to check the listener without starting it. The default is true.");
    public static final ElementSchema<String> NAME = ElementSchema.of(
            "jmxName",
            ValueTypes.LINE,
            "The name of the listener, in logs and in Received.",
            "that of its policy, with the port where it is not the policy's own");

    static final ListenerSchema SMTP = of(
            Protocol.SMTP,
            25,
            List.of(
                    JamesCompatSchema.MAX_MESSAGE_SIZE,
                    JamesCompatSchema.AUTH,
                    JamesCompatSchema.OLD_AUTH,
                    JamesCompatSchema.AUTHORIZED,
                    JamesCompatSchema.VERIFY_IDENTITY,
                    JamesCompatSchema.HELO,
                    JamesCompatSchema.BRACKETS,
                    JamesCompatSchema.HANDLER_CHAIN));
    static final ListenerSchema POP3 = of(Protocol.POP3, 110, List.of(JamesCompatSchema.HANDLER_CHAIN));
    static final ListenerSchema IMAP = of(Protocol.IMAP, 143, imap());

    /** The three files, in the order in which they are read. */
    public static final List<ListenerSchema> ALL = List.of(SMTP, POP3, IMAP);

    /** The name of the file. */
    public String file() {
        return listener.name() + ".xml";
    }

    private static ListenerSchema of(Protocol protocol, int jamesPort, List<ElementSchema<?>> own) {
        String word = protocol.name().toLowerCase(Locale.ROOT);
        ElementSchema<PortPolicy> policy = PolicySchema.policy(protocol);
        List<ElementSchema<?>> children = new ArrayList<>(List.of(NAME, policy));
        children.addAll(ListenerSocketReader.ELEMENTS);
        children.addAll(BannerReader.elements(protocol));
        children.addAll(List.of(
                JamesCompatTlsSchema.TLS,
                JamesCompatSchema.CONNECTION_LIMIT,
                JamesCompatSchema.CONNECTION_LIMIT_PER_IP,
                JamesCompatSchema.CONNECTION_TIMEOUT,
                JamesCompatSchema.PROXY));
        children.addAll(own);
        children.addAll(JamesCompatSchema.THREADS);
        ElementSchema<String> listener = ElementSchema.holding(word + "server", "One listener.", children)
                .having(ENABLED)
                .repeated();
        ElementSchema<String> root = ElementSchema.holding(
                word + "servers", "All listeners for " + protocol + ".", beside(protocol, listener));
        return new ListenerSchema(protocol, jamesPort, policy, listener, root);
    }

    private static List<ElementSchema<?>> beside(Protocol protocol, ElementSchema<String> listener) {
        return protocol == Protocol.IMAP ? List.of(listener, JamesCompatSchema.IMAP_PACKAGES) : List.of(listener);
    }

    private static List<ElementSchema<?>> imap() {
        List<ElementSchema<?>> elements = new ArrayList<>(
                List.of(JamesCompatSchema.IMAP_TIMEOUT, JamesCompatSchema.AUTH, JamesCompatSchema.PLAIN_DISALLOWED));
        elements.addAll(JamesCompatSchema.IMAP);
        return elements;
    }
}
