// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.config.james.ListenersFile;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.xml.XmlElement;
import java.util.List;
import org.apache.james.modules.mailbox.MailboxListenerFactory;
import org.apache.james.utils.ClassName;

/**
 * Makes each mailbox listener of {@code listeners.xml} by itself, with its settings, and registers none. A fault of one is a problem at its
 * line.
 *
 * @param factory makes them, as at a start
 * @param problems where problems go
 */
record ListenersDryRun(MailboxListenerFactory factory, ProblemList problems) {
    void run(List<XmlElement> listeners) {
        listeners.forEach(this::listener);
    }

    private void listener(XmlElement element) {
        String name = ListenersFile.className(element);
        try {
            MailboxListenerFactory.MailboxListenerBuilder builder =
                    factory.newInstance().clazz(new ClassName(name));
            for (XmlElement settings : element.children("configuration")) {
                builder.withConfiguration(JamesServices.xml(settings.xml()));
            }
            builder.build();
        } catch (Exception | LinkageError e) {
            problems.refuse(
                    element.position(),
                    "",
                    "the listener " + name + " cannot be made: " + LoadFailure.words(e),
                    LoadFailure.advice(e, "mailbox listener", name));
        }
    }
}
