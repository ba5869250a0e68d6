// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The log line for the result of one recipient. */
final class DeliveryLog {
    private DeliveryLog() {}

    /**
     * Tells of an update.
     *
     * @param route the route's name
     * @param result its result
     * @param status the enhanced status code, if there is one
     */
    static void tell(
            OutgoingMessage message,
            OutgoingRecipient recipient,
            String route,
            RecipientUpdate update,
            AttemptResult result,
            Optional<String> status,
            Instant now) {
        Optional<ConnectionInfo> via = result.via();
        LogLineBuilder line = switch (update.status()) {
            case DELIVERED ->
                offered(LogLineBuilder.of(LogEvent.SENT), via)
                        .with(LogKey.CIPHER, via.flatMap(ConnectionInfo::cipher))
                        .with(LogKey.ATTEMPTS, recipient.attempts() + 1L);
            case WAITING -> retried(offered(LogLineBuilder.of(LogEvent.DEFERRED), via), update);
            case UNMET ->
                retried(
                        LogLineBuilder.of(LogEvent.HELD)
                                .with(
                                        LogKey.PRESENTED,
                                        update.keys().presented().map(Pin::toString)),
                        update);
            case FAILED ->
                LogLineBuilder.of(LogEvent.RETURNED)
                        .with(LogKey.STATUS, status)
                        .with(
                                LogKey.ATTEMPTS,
                                recipient.attempts() + (result.result().isAttempt() ? 1L : 0L));
            case TAKEN, ON_HOLD -> throw new IllegalArgumentException(update.toString());
        };
        line.with(LogKey.ID, message.name())
                .with(LogKey.QUEUE, message.id())
                .from(message.sender())
                .with(LogKey.TO, recipient.address())
                .with(LogKey.ROUTE, route)
                .with(LogKey.SERVER, update.host())
                .with(LogKey.REPLY, update.reason())
                .with(LogKey.DELAY, Duration.between(message.accepted(), now).toSeconds())
                .tell();
    }

    private static LogLineBuilder retried(LogLineBuilder line, RecipientUpdate update) {
        update.retry()
                .ifPresent(retry -> line.with(LogKey.ATTEMPTS, retry.attempts())
                        .with(LogKey.NEXT, retry.next().toString()));
        return line;
    }

    private static LogLineBuilder offered(LogLineBuilder line, Optional<ConnectionInfo> via) {
        return line.with(
                        LogKey.ADDRESS,
                        via.map(over -> over.address().getAddress().getHostAddress() + ":"
                                + over.address().getPort()))
                .with(LogKey.TLS, via.flatMap(ConnectionInfo::tls));
    }
}
