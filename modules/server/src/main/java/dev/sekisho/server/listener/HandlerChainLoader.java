// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.config.james.HandlerDeclaration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.protocols.api.handler.ProtocolHandler;

/** Makes the handlers that a listener's {@code <handlerchain>} names. For one thread. */
public final class HandlerChainLoader {
    private final ListenerConfiguration listener;
    private final HandlerLoader handlers;
    private final ProblemList problems = new ProblemList();

    /** Of this listener. */
    public HandlerChainLoader(ListenerConfiguration listener, HandlerLoader handlers) {
        this.listener = listener;
        this.handlers = handlers;
    }

    /** Those that can be made and are hooks; what is the matter with the others is among the problems. */
    public SmtpHookChain make() {
        List<ProtocolHandler> made = new ArrayList<>();
        for (HandlerDeclaration declared : listener.james().handlers()) {
            try {
                ProtocolHandler handler = handlers.load(declared.className(), declared.xmlFragment());
                if (SmtpHookChain.supports(handler)) {
                    made.add(handler);
                } else {
                    refuse(
                            declared,
                            " is none of HeloHook, MailHook, RcptHook, JamesMessageHook",
                            "remove it: commands and line handlers are Sekisho's own");
                }
            } catch (Exception | LinkageError e) {
                refuse(
                        declared,
                        " cannot be made: " + JamesServices.words(e),
                        JamesServices.advice(e, "hook", declared.className()));
            }
        }
        return new SmtpHookChain(made);
    }

    private void refuse(HandlerDeclaration declared, String found, String expected) {
        problems.refuse(
                new SourcePosition(listener.position().file(), declared.line()),
                "listener " + listener.name(),
                "the handler " + declared.className() + found,
                expected);
    }

    /** What was found by {@link #make}. */
    public List<Problem> problems() {
        return problems.refusals();
    }
}
