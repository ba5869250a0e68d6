// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import org.apache.james.protocols.api.handler.ProtocolHandler;

/** Makes the handlers that a {@code <handlerchain>} names. */
@FunctionalInterface
public interface HandlerLoader {
    /**
     * Makes a handler.
     *
     * @param className its class, James' or the operator's
     * @param xml the handler's own element, which it is configured with
     * @throws Exception if it cannot be made
     */
    ProtocolHandler load(String className, String xml) throws Exception;
}
