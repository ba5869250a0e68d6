// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.RecipientResult;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.ServerReply;
import dev.sekisho.relay.queue.Dsn.About;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientUpdate;
import dev.sekisho.store.outgoing.RecipientUpdate.KeyMismatch;
import dev.sekisho.store.outgoing.RecipientUpdate.Retry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one recipient's result means: the update of its row, and the DSN for the sender.
 *
 * @param update what is written down
 * @param notice the DSN for the sender, if there is one
 * @param about in which words
 */
record DeliveryResult(RecipientUpdate update, Optional<Dsn.Kind> notice, Optional<About> about) {

    /**
     * A recipient that was tried, or was to be.
     *
     * @param message its message
     * @param recipient the recipient
     * @param host who was tried
     * @param now the time
     * @param schedule when it is tried again
     * @param demand what its route insists on
     */
    record Case(
            OutgoingMessage message,
            OutgoingRecipient recipient,
            Optional<String> host,
            Instant now,
            RetrySchedule schedule,
            RouteDemand demand)
            implements RecipientResult.Cases<DeliveryResult> {
        private static final String HELD = "4.7.5 ";
        private static final String ADVICE = "; correct the server's certificate, or change the demand of its route";

        DeliveryResult of(RecipientResult result) {
            return result.fold(this);
        }

        /** No connection came about, or it broke off. */
        @Override
        public DeliveryResult interrupted(RecipientResult.Interrupted interrupted) {
            DeliveryFailure failure = interrupted.failure();
            return failure instanceof DeliveryFailure.Unmet unmet
                    ? unmet(unmet, now.plus(schedule.recheck()), attempts())
                    : later(Optional.empty(), failure.text(), now.plus(schedule.after(attempts())), attempts());
        }

        /** Not tried: its destination is left alone until then. */
        @Override
        public DeliveryResult paused(RecipientResult.Paused paused) {
            DeliveryFailure failure = paused.failure();
            Instant until = paused.until();
            return failure instanceof DeliveryFailure.Unmet unmet
                    ? unmet(unmet, until, recipient.attempts())
                    : later(Optional.empty(), failure.text(), until, recipient.attempts());
        }

        /** The operator wants it back with its sender. */
        @Override
        public DeliveryResult bounced(RecipientResult.Bounced bounced) {
            String reason = "the operator of this server has sent it back; "
                    + recipient.reason().orElse("it was not tried before");
            // Held for a demand that was not met, which is what the sender is to know.
            return failed(recipient.reason().orElse("").startsWith(HELD) ? "5.7.5" : "5.0.0", reason, Optional.empty());
        }

        private int attempts() {
            return recipient.attempts() + 1;
        }

        @Override
        public DeliveryResult delivered(RecipientResult.Delivered delivered) {
            RecipientUpdate update =
                    RecipientUpdate.delivered(host, delivered.reply().toString());
            boolean notified = !delivered.dsn() && asked("SUCCESS");
            return notified
                    ? new DeliveryResult(
                            update,
                            Optional.of(Dsn.Kind.RELAYED),
                            about("2.0.0", delivered.reply().toString(), Optional.of(delivered.reply())))
                    : new DeliveryResult(update, Optional.empty(), Optional.empty());
        }

        @Override
        public DeliveryResult refused(RecipientResult.Refused refused) {
            ServerReply reply = refused.reply();
            return failed(reply.status().orElse("5.0.0"), reply.toString(), Optional.of(reply));
        }

        @Override
        public DeliveryResult tryLater(RecipientResult.TryLater tryLater) {
            ServerReply reply = tryLater.reply();
            return later(Optional.of(reply), reply.toString(), now.plus(schedule.after(attempts())), attempts());
        }

        private DeliveryResult failed(String status, String reason, Optional<ServerReply> reply) {
            boolean notified = asked("FAILURE") || recipient.notices().isEmpty();
            return new DeliveryResult(
                    RecipientUpdate.failed(host, reason),
                    notified ? Optional.of(Dsn.Kind.FAILED) : Optional.empty(),
                    about(status, reason, reply));
        }

        /** @param reply what the server said; empty if no connection came about, or it broke off */
        private DeliveryResult later(Optional<ServerReply> reply, String reason, Instant next, int attempts) {
            if (expired()) {
                return failed("5.4.7", "it could not be delivered in time; at last: " + reason, reply);
            }
            boolean warn = warnNow();
            return new DeliveryResult(
                    RecipientUpdate.waiting(
                            server(attempts), reason, new Retry(soonest(next), attempts, recipient.warned() || warn)),
                    warn ? Optional.of(Dsn.Kind.DELAYED) : Optional.empty(),
                    about(reply.map(Case::delayed).orElse("4.4.1"), reason, reply));
        }

        private DeliveryResult unmet(DeliveryFailure.Unmet unmet, Instant next, int attempts) {
            if (expired()) {
                return failed(
                        "5.7.5",
                        "it could not be delivered safely in time; at last: " + unmet.text(),
                        Optional.empty());
            }
            boolean warn = warnNow();
            boolean pinned = demand == RouteDemand.PINNED;
            return new DeliveryResult(
                    RecipientUpdate.unmet(
                            server(attempts),
                            HELD + unmet.text() + (pinned ? "" : ADVICE),
                            // A pin helps only where the demand is for one.
                            pinned
                                    ? new KeyMismatch(unmet.presented(), List.copyOf(unmet.expected()))
                                    : KeyMismatch.NONE,
                            new Retry(soonest(next), attempts, recipient.warned() || warn)),
                    warn ? Optional.of(Dsn.Kind.DELAYED) : Optional.empty(),
                    about("4.7.5", unmet.text(), Optional.empty()));
        }

        private boolean expired() {
            return !now.isBefore(message.expires());
        }

        /** Its end and the warning of its delay are not slept through. */
        private Instant soonest(Instant next) {
            Instant warning = message.accepted().plus(schedule.warnAfter());
            Instant latest = recipient.warned() || !now.isBefore(warning) || !warning.isBefore(message.expires())
                    ? message.expires()
                    : warning;
            return next.isBefore(latest) ? next : latest;
        }

        private boolean warnNow() {
            return !recipient.warned()
                    && !now.isBefore(message.accepted().plus(schedule.warnAfter()))
                    && (recipient.notices().isEmpty() || asked("DELAY"));
        }

        private boolean asked(String what) {
            return recipient
                    .notices()
                    .filter(list ->
                            List.of(list.toUpperCase(Locale.ROOT).split(",")).contains(what))
                    .isPresent();
        }

        private Optional<About> about(String status, String reason, Optional<ServerReply> reply) {
            return Optional.of(new About(recipient, status, host, reason, reply.map(ServerReply::toString)));
        }

        /** Class 4 is for what is not over (RFC 3464 2.3.4), whatever class the reply has. */
        private static String delayed(ServerReply reply) {
            return reply.status().filter(status -> status.startsWith("4")).orElse("4.0.0");
        }

        /**
         * Who was asked: where no server was found, the destination as a whole. What was not tried keeps an empty host if it has one: the
         * operator still wants it.
         */
        private Optional<String> server(int attempts) {
            return attempts > recipient.attempts() ? host.or(() -> Optional.of(recipient.destination())) : host;
        }
    }
}
