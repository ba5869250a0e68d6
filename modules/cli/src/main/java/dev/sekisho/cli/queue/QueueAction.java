// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.command.CommandLog;
import dev.sekisho.store.log.LogWord;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a command does with messages, as the log names it. */
enum QueueAction implements LogWord {
    HOLD("hold", RecipientStatus::mayBeHeld),
    RELEASE("release", RecipientStatus::mayBeReleased),
    RETRY("retry", RecipientStatus::mayBeRetried),
    BOUNCE("bounce", RecipientStatus::mayBeBounced),
    REMOVE("remove", RecipientStatus::mayBeRemoved);

    private final String word;
    private final Predicate<RecipientStatus> touched;

    QueueAction(String word, Predicate<RecipientStatus> touched) {
        this.word = word;
        this.touched = touched;
    }

    @Override
    public String word() {
        return word;
    }

    /** Tells of messages, as they stood before, with those of their recipients that it touches. */
    void tell(List<OutgoingMessage> messages, CommandLog log) {
        for (OutgoingMessage message : messages) {
            List<String> recipients = message.recipients().stream()
                    .filter(each -> touched.test(each.status()))
                    .map(OutgoingRecipient::address)
                    .toList();
            if (!recipients.isEmpty()) {
                log.add(word, message.name(), Optional.of(message.id()), message.sender(), recipients);
            }
        }
        log.write();
    }
}
