// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.QueueUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the log says of what came of one recipient: a line for each. */
final class DeliveryLog {
    private DeliveryLog() {}

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
            QueueUpdate step,
            AttemptResult fate,
            Optional<String> status,
            Instant now) {
        Optional<ConnectionInfo> via = via(fate);
        LogLineBuilder line;
        if (step instanceof QueueUpdate.Delivered) {
            line = offered(LogLineBuilder.of(LogEvent.SENT), via)
                    .with(LogKey.CIPHER, via.flatMap(ConnectionInfo::cipher))
                    .with(LogKey.ATTEMPTS, recipient.attempts() + 1L);
        } else if (step instanceof QueueUpdate.Later later) {
            line = offered(LogLineBuilder.of(LogEvent.DEFERRED), via)
                    .with(LogKey.ATTEMPTS, later.attempts())
                    .with(LogKey.NEXT, later.next().toString());
        } else if (step instanceof QueueUpdate.Held held) {
            line = LogLineBuilder.of(LogEvent.HELD)
                    .with(LogKey.PRESENTED, held.presented().map(Pin::toString))
                    .with(LogKey.ATTEMPTS, held.attempts())
                    .with(LogKey.NEXT, held.next().toString());
        } else {
            line = LogLineBuilder.of(LogEvent.RETURNED)
                    .with(LogKey.STATUS, status)
                    .with(LogKey.ATTEMPTS, recipient.attempts() + (fate instanceof AttemptResult.Tried ? 1L : 0L));
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

    private static LogLineBuilder offered(LogLineBuilder line, Optional<ConnectionInfo> via) {
        return line.with(
                        LogKey.ADDRESS,
                        via.map(over -> over.address().getAddress().getHostAddress() + ":"
                                + over.address().getPort()))
                .with(LogKey.TLS, via.flatMap(ConnectionInfo::tls));
    }

    private static Optional<ConnectionInfo> via(AttemptResult fate) {
        return fate instanceof AttemptResult.Tried tried ? tried.via() : Optional.empty();
    }
}
