// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.RecipientResult;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.ServerReply;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.outgoing.RouteDestination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryResultTest {
    private static final Instant ACCEPTED = Instant.parse("2026-05-01T12:00:00Z");
    private static final RetrySchedule SCHEDULE = RetrySchedule.DEFAULT;
    private static final AttemptResult NOT_NOW =
            tried(new RecipientResult.TryLater(new ServerReply(450, List.of("4.2.1 not now"))));
    private static final AttemptResult UNMET = tried(
            new RecipientResult.Interrupted(new DeliveryFailure.Unmet("no TLS", Optional.empty(), Set.of()), false));

    private static AttemptResult tried(RecipientResult result) {
        return new AttemptResult(Optional.of("hop.example"), result);
    }

    /** When it is tried again after it was tried for the sixth time, at this age. */
    private static Instant next(Duration age, Optional<String> notices, boolean warned, AttemptResult attempt) {
        return result(age, notices, warned, attempt)
                .update()
                .retry()
                .orElseThrow()
                .next();
    }

    private static Dsn.About about(Duration age, AttemptResult attempt) {
        return result(age, Optional.empty(), false, attempt).about().orElseThrow();
    }

    private static DeliveryResult result(
            Duration age, Optional<String> notices, boolean warned, AttemptResult attempt) {
        OutgoingRecipient recipient = new OutgoingRecipient(
                1,
                new OutgoingRecipient.Envelope("a@far.example", notices, Optional.empty()),
                new RouteDestination("default", "far.example"),
                RecipientStatus.TAKEN,
                new OutgoingRecipient.Schedule(5, ACCEPTED.plus(age), warned),
                OutgoingRecipient.Order.NONE,
                OutgoingRecipient.LastAttempt.NONE);
        OutgoingMessage message = new OutgoingMessage(
                1,
                "mail-1",
                new OutgoingMessage.Envelope(
                        Optional.of("us@us.example"), Optional.empty(), Optional.empty(), Optional.empty()),
                ACCEPTED,
                ACCEPTED.plus(SCHEDULE.lifetime()),
                new OutgoingMessage.Body(1, 100),
                List.of(recipient));
        return new DeliveryResult.Case(
                        message, recipient, attempt.host(), ACCEPTED.plus(age), SCHEDULE, RouteDemand.REQUIRED)
                .of(attempt.result());
    }

    @Test
    void theStatusOfADelayIsTheRepliesOwnWhereItIsOfThatClass() {
        Duration age = SCHEDULE.warnAfter();
        assertThat(about(age, NOT_NOW).status()).isEqualTo("4.2.1");
        AttemptResult full =
                tried(new RecipientResult.TryLater(new ServerReply(552, List.of("5.5.3 too many recipients"))));
        assertThat(about(age, full).status()).isEqualTo("4.0.0");
        assertThat(about(age, full).reply()).contains("552 5.5.3 too many recipients");
        AttemptResult broken =
                tried(new RecipientResult.Interrupted(new DeliveryFailure.Broken("it went away"), false));
        assertThat(about(age, broken).status()).isEqualTo("4.4.1");
        assertThat(about(age, broken).reply()).isEmpty();
    }

    @Test
    void theEndHasTheLastReply() {
        assertThat(about(SCHEDULE.lifetime(), NOT_NOW).status()).isEqualTo("5.4.7");
        assertThat(about(SCHEDULE.lifetime(), NOT_NOW).reply()).contains("450 4.2.1 not now");
    }

    @Test
    void whereNoServerWasFoundTheDestinationStandsForIt() {
        AttemptResult unknown = new AttemptResult(
                Optional.empty(),
                new RecipientResult.Interrupted(new DeliveryFailure.Broken("the DNS does not tell"), false));
        DeliveryResult result = result(Duration.ZERO, Optional.empty(), false, unknown);
        assertThat(result.update().host()).contains("far.example");
        assertThat(result.about().orElseThrow().host()).isEmpty();
    }

    @Test
    void theWarningIsNotSleptThrough() {
        Duration age = SCHEDULE.warnAfter().minusMinutes(1);
        assertThat(next(age, Optional.empty(), false, NOT_NOW)).isEqualTo(ACCEPTED.plus(SCHEDULE.warnAfter()));
        assertThat(next(age, Optional.empty(), false, UNMET)).isEqualTo(ACCEPTED.plus(SCHEDULE.warnAfter()));
    }

    @Test
    void whoseSenderWasWarnedWaitsForTheSchedule() {
        Duration age = SCHEDULE.warnAfter().plusMinutes(1);
        assertThat(next(age, Optional.empty(), true, NOT_NOW))
                .isEqualTo(ACCEPTED.plus(age).plus(SCHEDULE.after(6)));
        assertThat(next(age, Optional.empty(), true, UNMET))
                .isEqualTo(ACCEPTED.plus(age).plus(SCHEDULE.recheck()));
    }

    @Test
    void whoseSenderIsWarnedNowWaitsForTheSchedule() {
        Duration age = SCHEDULE.warnAfter();
        assertThat(next(age, Optional.empty(), false, NOT_NOW))
                .isEqualTo(ACCEPTED.plus(age).plus(SCHEDULE.after(6)));
    }

    @Test
    void whoseSenderWantsNoWarningWaitsForTheScheduleToo() {
        Duration age = SCHEDULE.warnAfter().plusMinutes(1);
        assertThat(next(age, Optional.of("NEVER"), false, NOT_NOW))
                .isEqualTo(ACCEPTED.plus(age).plus(SCHEDULE.after(6)));
        assertThat(next(age, Optional.of("NEVER"), false, UNMET))
                .isEqualTo(ACCEPTED.plus(age).plus(SCHEDULE.recheck()));
    }

    @Test
    void theEndIsNotSleptThrough() {
        Duration age = SCHEDULE.lifetime().minusMinutes(1);
        assertThat(next(age, Optional.empty(), true, NOT_NOW)).isEqualTo(ACCEPTED.plus(SCHEDULE.lifetime()));
    }
}
