// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRateCheckpoint;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.transport.limit.ClientRateLimiter;
import dev.sekisho.server.transport.limit.RatedClient;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Slows down a client that names many unknown recipients. What it named before decides, not the recipient at hand, so that the time of an answer
 * tells nothing about that one.
 *
 * @param session the session
 * @param client whose recipients are counted
 * @param counts true if they are
 */
record UnknownRecipientCheck(SmtpContext session, RatedClient client, boolean counts) {
    private static final ClientEvent UNKNOWN = ClientEvent.UNKNOWN_RECIPIENT;

    /** Of a session as it is now. */
    static UnknownRecipientCheck of(SmtpContext session) {
        InetAddress address = session.connection().client().getAddress();
        return new UnknownRecipientCheck(
                session,
                ClientRateCheck.client(session, address),
                checkpoint(session).counts(session.state(), address.getAddress()));
    }

    /** Whether RCPT is answered at all. For any thread. */
    SmtpDecision decide() {
        return checkpoint(session)
                .decide(UNKNOWN, !counts || rates().delay(missing()).isPresent());
    }

    /** Has a worker decide once it is time, and goes on with what it decided. Meanwhile the session reads nothing, and no worker waits. */
    <T> void afterDelay(Callable<T> decision, Consumer<T> then) {
        Duration delay = counts ? rates().delay(missing()).orElse(Duration.ZERO) : Duration.ZERO;
        if (delay.isZero()) {
            session.connection().offload(decision, then, failure -> LookUpFailure.answer(session, failure));
        } else if (mayBeSlow()) {
            limiter().slowed(client, UNKNOWN);
            session.connection().offloadAfter(delay, decision, then, failure -> LookUpFailure.answer(session, failure));
        } else {
            refused(SmtpRefusal.UNKNOWN_RECIPIENTS);
            session.replies().deferUnlogged(SmtpRefusal.UNKNOWN_RECIPIENTS);
        }
    }

    /** Who waits takes a place of those that are open, so that not all of them may. */
    private boolean mayBeSlow() {
        if (!session.session().slowed() && limiter().beginSlow()) {
            session.session().slow();
            session.connection().whenGone(limiter()::endSlow);
        }
        return session.session().slowed();
    }

    /** The recipient was accepted. */
    void accepted() {
        if (counts) {
            limiter().giveBack(client, UNKNOWN, ClientRates.GOOD_FOR_UNKNOWN);
        }
    }

    /** The recipient was refused. */
    void refused(SmtpRefusal reason) {
        if (counts && reason == SmtpRefusal.UNKNOWN_USER) {
            limiter().count(client, UNKNOWN);
        } else if (reason == SmtpRefusal.UNKNOWN_RECIPIENTS) {
            limiter().refused(client, UNKNOWN);
        }
    }

    private long missing() {
        return limiter().missing(client, UNKNOWN);
    }

    private ClientRates rates() {
        return session.listener().policy().limits().clientRates();
    }

    private ClientRateLimiter limiter() {
        return session.listener().rates();
    }

    private static SmtpRateCheckpoint checkpoint(SmtpContext session) {
        return new SmtpRateCheckpoint(session.listener().policy());
    }
}
