// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A queue that keeps what it is given, for tests to look at. */
public final class RecordingMailQueue implements MailQueue {
    private final List<Kept> mails = new ArrayList<>();
    private RuntimeException failure;

    /** What was given. */
    public record Kept(String sender, List<String> recipients, String content, long size, Mail mail) {
        /** The message without the trace header that the server put before it. */
        public String withoutTrace() {
            return content.replaceFirst("(?s)^Received: .*?\r\n(?!\t)", "");
        }
    }

    public synchronized List<Kept> mails() {
        return List.copyOf(mails);
    }

    /** Fails every further message. */
    public synchronized void failWith(RuntimeException next) {
        failure = next;
    }

    @Override
    public synchronized void enQueue(Mail mail) throws MailQueueException {
        if (failure != null) {
            throw failure;
        }
        try {
            byte[] octets;
            try (InputStream message = ((MimeMessageWrapper) mail.getMessage()).getMessageInputStream()) {
                octets = message.readAllBytes();
            }
            mails.add(new Kept(
                    mail.getMaybeSender().asString(""),
                    mail.getRecipients().stream().map(Object::toString).toList(),
                    new String(octets, StandardCharsets.ISO_8859_1),
                    mail.getMessageSize(),
                    mail));
        } catch (Exception e) {
            throw new MailQueueException("cannot keep it", e);
        }
    }

    @Override
    public void enQueue(Mail mail, Duration delay) throws MailQueueException {
        enQueue(mail);
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.fromCallable(() -> {
                    enQueue(mail);
                    return mail;
                })
                .then();
    }

    @Override
    public MailQueueName getName() {
        return MailQueueName.of("kept");
    }

    @Override
    public Publisher<MailQueueItem> deQueue() {
        return Flux.never();
    }

    @Override
    public void close() {}
}
