// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.Pin;
import dev.sekisho.relay.client.Via;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.MailLog;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the log says of what came of one recipient: a line for each. */
final class SendingLog {
    private SendingLog() {}

    /**
     * Tells of a step.
     *
     * @param route the route's name
     * @param fate what came of it
     * @param status the enhanced status code, if there is one
     */
    static void tell(
            OutgoingMessage message,
            OutgoingRecipient recipient,
            String route,
            Step step,
            Fate fate,
            Optional<String> status,
            Instant now) {
        Optional<Via> via = via(fate);
        MailLog line;
        if (step instanceof Step.Delivered) {
            line = offered(MailLog.of(LogEvent.SENT), via)
                    .with(LogKey.CIPHER, via.flatMap(Via::cipher))
                    .with(LogKey.ATTEMPTS, recipient.attempts() + 1L);
        } else if (step instanceof Step.Later later) {
            line = offered(MailLog.of(LogEvent.DEFERRED), via)
                    .with(LogKey.ATTEMPTS, later.attempts())
                    .with(LogKey.NEXT, later.next().toString());
        } else if (step instanceof Step.Held held) {
            line = MailLog.of(LogEvent.HELD)
                    .with(LogKey.PRESENTED, held.presented().map(Pin::toString))
                    .with(LogKey.ATTEMPTS, held.attempts())
                    .with(LogKey.NEXT, held.next().toString());
        } else {
            line = MailLog.of(LogEvent.RETURNED)
                    .with(LogKey.STATUS, status)
                    .with(LogKey.ATTEMPTS, recipient.attempts() + (fate instanceof Fate.Tried ? 1L : 0L));
        }
        line.with(LogKey.ID, message.name())
                .with(LogKey.QUEUE, message.id())
                .from(message.sender())
                .with(LogKey.TO, recipient.address())
                .with(LogKey.ROUTE, route)
                .with(LogKey.SERVER, step.host())
                .with(LogKey.REPLY, step.reason())
                .with(LogKey.DELAY, Duration.between(message.accepted(), now).toSeconds())
                .tell();
    }

    private static MailLog offered(MailLog line, Optional<Via> via) {
        return line.with(
                        LogKey.ADDRESS,
                        via.map(over -> over.address().getAddress().getHostAddress() + ":"
                                + over.address().getPort()))
                .with(LogKey.TLS, via.flatMap(Via::tls));
    }

    private static Optional<Via> via(Fate fate) {
        return fate instanceof Fate.Tried tried ? tried.via() : Optional.empty();
    }
}
