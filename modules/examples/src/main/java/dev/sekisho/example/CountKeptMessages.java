// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import javax.inject.Inject;
import org.apache.james.events.Event;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.mailbox.events.MailboxEvents.Added;

/** A mailbox listener: counts the messages that are put into a mailbox, whatever puts them there. {@code conf/listeners.xml} names it. */
public final class CountKeptMessages implements EventListener.GroupEventListener {
    /** Tells this listener from others, and stays the same from one version to the next. */
    public static final class CountKeptMessagesGroup extends Group {}

    private static final Group GROUP = new CountKeptMessagesGroup();

    private final MessageCounter counter;

    /** Made by James, with the bindings of {@link ExampleModule}. */
    @Inject
    public CountKeptMessages(MessageCounter counter) {
        this.counter = counter;
    }

    @Override
    public Group getDefaultGroup() {
        return GROUP;
    }

    @Override
    public boolean isHandling(Event event) {
        return event instanceof Added;
    }

    @Override
    public void event(Event event) {
        if (event instanceof Added added) {
            counter.keep(added.getUids().size());
        }
    }
}
