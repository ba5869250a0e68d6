// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/** Numbers every message that comes by, in the field {@code X-Number}. The counter is injected. */
public final class NumberMessages extends GenericMailet {
    private final MessageCounter counter;

    /** Made by James, with the bindings of {@link ExampleModule}. */
    @Inject
    public NumberMessages(MessageCounter counter) {
        this.counter = counter;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        mail.getMessage().addHeader("X-Number", Long.toString(counter.accept()));
        mail.getMessage().saveChanges();
    }
}
