// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.schema.ConfigSection;
import java.util.List;
import java.util.Set;

/** Reads the handlers that a listener adds to its chain. */
public final class HandlerChain {
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
    public static List<HandlerDeclaration> of(ConfigSection listener) {
        return listener.section(JamesCompatSchema.HANDLER_CHAIN).stream()
                .flatMap(chain -> chain.sections(JamesCompatSchema.HANDLER).stream())
                .flatMap(handler -> handler.attribute(JamesCompatSchema.HANDLER_CLASS).stream()
                        .filter(name -> !replaced(name.value()))
                        .map(name -> new HandlerDeclaration(
                                name.value(),
                                handler.xml().xml(),
                                handler.position().line())))
                .toList();
    }
}
