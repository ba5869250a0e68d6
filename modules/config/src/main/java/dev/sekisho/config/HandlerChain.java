// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Section;
import java.util.List;
import java.util.Set;

/** Reads the handlers that a listener adds to its chain. */
final class HandlerChain {
    /** James' core and JMX sets, and the refusal of unknown users: Sekisho has its own in their place. */
    private static final Set<String> REPLACED = Set.of(
            "org.apache.james.smtpserver.CoreCmdHandlerLoader",
            "org.apache.james.smtpserver.fastfail.ValidRcptHandler",
            "org.apache.james.smtpserver.jmx.JMXHandlersLoader",
            "org.apache.james.pop3server.core.CoreCmdHandlerLoader",
            "org.apache.james.pop3server.jmx.JMXHandlersLoader");

    private HandlerChain() {}

    static boolean replaced(String className) {
        return REPLACED.contains(className);
    }

    /** The handlers, without James' core sets. */
    static List<HandlerDeclaration> of(Section listener) {
        return listener.section(StockTable.HANDLER_CHAIN).stream()
                .flatMap(chain -> chain.sections(StockTable.HANDLER).stream())
                .flatMap(handler -> handler.attribute(StockTable.HANDLER_CLASS).stream()
                        .filter(name -> !replaced(name.value()))
                        .map(name -> new HandlerDeclaration(
                                name.value(),
                                handler.xml().xml(),
                                handler.position().line())))
                .toList();
    }
}
