// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Values;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What may stand in a file of listeners.
 *
 * @param protocol the protocol its listeners speak
 * @param jamesPort the port of a listener that names neither a bind nor a policy
 * @param policy the {@code <policy>} of a listener
 * @param listener one listener
 * @param root the element of the whole file
 */
record ListenerTable(
        Protocol protocol, int jamesPort, Element<PortPolicy> policy, Element<String> listener, Element<String> root) {
    static final Attribute<Boolean> ENABLED = Attribute.optional(
            "enabled", Values.BOOLEAN, "False if the listener is not to be started; true where left out.");
    static final Element<String> NAME = Element.of(
            "jmxName",
            Values.LINE,
            "The name of the listener, in logs and in Received.",
            "that of its policy, with the port where it is not the policy's own");
    static final Element<List<Bind>> BIND = Element.of(
            "bind",
            Bind.LIST,
            "The addresses and ports to listen on, separated by commas.",
            "0.0.0.0 and the port of the policy");

    static final ListenerTable SMTP = of(
            Protocol.SMTP,
            25,
            List.of(
                    StockTable.MAX_MESSAGE_SIZE,
                    StockTable.GREETING,
                    StockTable.AUTH,
                    StockTable.OLD_AUTH,
                    StockTable.AUTHORIZED,
                    StockTable.VERIFY_IDENTITY,
                    StockTable.HELO,
                    StockTable.BRACKETS,
                    StockTable.HANDLER_CHAIN));
    static final ListenerTable POP3 = of(Protocol.POP3, 110, List.of(StockTable.HANDLER_CHAIN));
    static final ListenerTable IMAP = of(Protocol.IMAP, 143, imap());

    /** The three files, in the order in which they are read. */
    static final List<ListenerTable> ALL = List.of(SMTP, POP3, IMAP);

    /** The name of the file. */
    String file() {
        return listener.name() + ".xml";
    }

    private static ListenerTable of(Protocol protocol, int jamesPort, List<Element<?>> own) {
        String word = protocol.name().toLowerCase(Locale.ROOT);
        Element<PortPolicy> policy = PolicyTable.policy(protocol);
        List<Element<?>> children = new ArrayList<>(List.of(
                NAME,
                BIND,
                policy,
                StockTlsTable.TLS,
                StockTable.CONNECTION_LIMIT,
                StockTable.CONNECTION_LIMIT_PER_IP,
                StockTable.CONNECTION_TIMEOUT,
                StockTable.BACKLOG,
                StockTable.HELLO_NAME,
                StockTable.PROXY));
        children.addAll(own);
        children.addAll(StockTable.THREADS);
        Element<String> listener = Element.holding(word + "server", "One listener.", children)
                .having(ENABLED)
                .repeated();
        Element<String> root =
                Element.holding(word + "servers", "All listeners that speak " + protocol + ".", List.of(listener));
        return new ListenerTable(protocol, jamesPort, policy, listener, root);
    }

    private static List<Element<?>> imap() {
        List<Element<?>> elements =
                new ArrayList<>(List.of(StockTable.IMAP_TIMEOUT, StockTable.AUTH, StockTable.PLAIN_DISALLOWED));
        elements.addAll(StockTable.IMAP);
        return elements;
    }
}
