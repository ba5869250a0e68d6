// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import dev.sekisho.relay.Relay;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.mail.DequeueTransaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.mailetcontainer.lib.AbstractStateMailetProcessor.MailetProcessorListener;
import org.apache.mailet.Mail;
import org.apache.mailet.Mailet;
import org.apache.mailet.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Logs each message that a mailet moves to another processor, or whose processing it ends, whoever wrote the mailet. The usual way of a message,
 * from the first processor to the one that delivers, is not logged.
 */
public final class MailetLog implements MailetProcessorListener {
    private static final String REPOSITORY = "ToRepository";
    /** James' own local delivery, which a configuration of James' names; what it cannot deliver it sends on as a mail of its own. */
    private static final String OF_JAMES = "LocalDelivery";

    private static final String FIRST = Mail.DEFAULT;
    private static final String DELIVERING = Mail.TRANSPORT;

    private final String processor;
    /** Whom the matcher has chosen whose mailet comes next; both are called by the thread that has the mail. */
    private final ThreadLocal<List<String>> matched = ThreadLocal.withInitial(List::of);

    /** Of the processor of this name. */
    public MailetLog(String processor) {
        this.processor = processor;
    }

    @Override
    public void afterMailet(Mailet mailet, String name, String state, long millis, @Nullable Throwable failure) {
        List<String> to = matched.get();
        if (state.equals(processor) || (processor.equals(FIRST) && state.equals(DELIVERING))) {
            return;
        }
        String reason = mailet.getMailetConfig() == null
                ? mailet.getClass().getSimpleName()
                : mailet.getMailetConfig().getMailetName();
        if (!state.equals(Mail.GHOST)) {
            LogLineBuilder.of(LogEvent.MOVED)
                    .with(LogKey.ID, name)
                    .with(LogKey.PROCESSOR, processor)
                    .with(LogKey.TARGET, state)
                    .to(to)
                    .with(LogKey.REASON, failure == null ? reason : reason + ": " + failure)
                    .tell();
        } else if (mailet.getClass().getSimpleName().equals(OF_JAMES)) {
            to.forEach(recipient -> LogLineBuilder.of(LogEvent.DELIVERED)
                    .with(LogKey.ID, name)
                    .with(LogKey.USER, recipient)
                    .with(LogKey.TO, recipient)
                    .tell());
        } else if (!logsItself(mailet)) {
            LogLineBuilder.of(LogEvent.DROPPED)
                    .with(LogKey.ID, name)
                    .with(LogKey.PROCESSOR, processor)
                    .to(to)
                    .with(LogKey.REASON, reason)
                    .tell();
        }
    }

    /** Those have logged where it went, or it is processed again. */
    private static boolean logsItself(Mailet mailet) {
        return mailet instanceof DeliverLocally
                || mailet instanceof Relay
                || mailet instanceof RewriteRecipients
                || mailet instanceof RetryWhenStoreFailed
                || mailet.getClass().getSimpleName().equals(REPOSITORY);
    }

    @Override
    public void afterMatcher(
            Matcher matcher,
            String name,
            @Nullable Collection<MailAddress> recipients,
            @Nullable Collection<MailAddress> matched,
            long millis,
            @Nullable Throwable failure) {
        this.matched.set(
                matched == null
                        ? List.of()
                        : matched.stream().map(MailAddress::asString).toList());
    }

    /** Tells of a part that a mailet has given to another processor. */
    static void moved(Mail part, String from, String reason) {
        LogLineBuilder.of(LogEvent.MOVED)
                .with(LogKey.ID, part.getName())
                .with(LogKey.PROCESSOR, from)
                .with(LogKey.TARGET, Optional.ofNullable(part.getState()))
                .to(part.getRecipients().stream().map(MailAddress::asString).toList())
                .with(LogKey.REASON, reason)
                .tell();
    }

    /** Logs when the processing of a mail is committed; at once if it is already. */
    static void afterwards(Mail mail, Runnable telling) {
        boolean later = DequeueTransaction.of(mail)
                .map(transaction -> transaction.add(sql -> telling))
                .orElse(false);
        if (!later) {
            telling.run();
        }
    }
}
