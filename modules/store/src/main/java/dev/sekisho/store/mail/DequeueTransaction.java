// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import dev.sekisho.store.sql.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The transaction that removes a mail from a queue, known to the mail and to all parts it is split into. What is done with the mail is
 * added as steps, which are run in the very transaction that removes it from the queue: all of them, or, after a crash, a
 * failure, or when another node has taken the mail meanwhile, none. Safe for use by any number of threads.
 */
public final class DequeueTransaction {

    private static final AttributeName NAME = AttributeName.of("dev.sekisho.store.taking");

    /** James' spooler counts here how often it has failed to process a mail. */
    static final AttributeName FAILURES = AttributeName.of("mail-processing-error-count");

    private final int failures;
    private final OptionalLong body;
    private final List<UnitOfWork<Runnable>> steps = new ArrayList<>();
    private boolean ended;
    private boolean again;

    private DequeueTransaction(int failures, OptionalLong body) {
        this.failures = failures;
        this.body = body;
    }

    /**
     * Has begun just now; the mail carries it from here on, as do its duplicates. It is never kept with a mail.
     *
     * @param body of the mail as it came out of the queue, whose row keeps it until the transaction ends; empty if it has none
     */
    public static DequeueTransaction begin(Mail mail, OptionalLong body) {
        DequeueTransaction transaction = new DequeueTransaction(failures(mail), body);
        mail.setAttribute(new Attribute(NAME, AttributeValue.ofUnserializable(transaction)));
        return transaction;
    }

    /** That of a mail which came out of a queue. */
    public static Optional<DequeueTransaction> of(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, NAME, DequeueTransaction.class);
    }

    OptionalLong body() {
        return body;
    }

    static boolean isOne(Attribute attribute) {
        return attribute.getName().equals(NAME);
    }

    /**
     * Adds a step.
     *
     * @param step run within the transaction, behind those added before it; it may be run again, and its exception undoes
     *     all of them and puts the mail back. It gives what is to be done after the commit.
     * @return false if the transaction has ended already: the step has to be a unit of its own
     */
    public synchronized boolean add(UnitOfWork<Runnable> step) {
        if (!ended) {
            steps.add(step);
        }
        return !ended;
    }

    /**
     * As {@link #add(Work)}, for a step that keeps this mail for later. When the spooler keeps the whole mail to try it anew,
     * because its processing failed halfway, what the first half added is dropped: it will come again.
     */
    public synchronized boolean add(Mail mail, UnitOfWork<Runnable> step) {
        if (failures(mail) > failures) {
            steps.clear();
        }
        return add(step);
    }

    /**
     * Has the whole mail come out of its queue again a little later, whatever is said when it is done with, and drops all steps:
     * for what failed in passing, and is no fault of the mail.
     *
     * @return false if the transaction has ended already
     */
    public synchronized boolean comeAgain() {
        again = !ended;
        return again;
    }

    /** Ends it: nothing can be added any more. @return the steps, in order; empty if the mail is to come again */
    public synchronized Optional<List<UnitOfWork<Runnable>>> end() {
        ended = true;
        return again ? Optional.empty() : Optional.of(List.copyOf(steps));
    }

    private static int failures(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, FAILURES, Integer.class)
                .orElse(0);
    }
}
