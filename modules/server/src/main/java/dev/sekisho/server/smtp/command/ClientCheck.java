// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.client.GreylistKey;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.smtp.SmtpClientCheckpoint;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.server.smtp.client.ClientExamination;
import dev.sekisho.server.smtp.session.SmtpContext;
import java.util.function.Consumer;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;

/**
 * What is known of a client, and what follows from it for one recipient.
 *
 * @param session the session
 * @param state its state when the recipient was named
 * @param facts what is known of the client
 * @param postmaster true if the recipient is a postmaster
 */
record ClientCheck(SmtpContext session, SmtpState state, ClientFacts facts, boolean postmaster) {

    /** Begins to find out about the client, where that is asked for; nobody waits for it. */
    static void begin(SmtpContext session) {
        if (checkpoint(session).asksClient(session.state())) {
            session.session().examination().facts();
        }
    }

    /** Goes on when it is known what is asked about the client; at once if nothing is, or it is known. No worker waits. */
    static void whenKnown(SmtpContext session, Consumer<ClientFacts> then) {
        if (!checkpoint(session).asksClient(session.state())) {
            then.accept(ClientFacts.NOT_EXAMINED);
            return;
        }
        ClientExamination examination = session.session().examination();
        if (examination.facts().isDone()) {
            then.accept(examination.known());
        } else {
            session.connection().await(examination.facts(), then);
        }
    }

    /** Decides by DNS lists and the client's name. */
    SmtpDecision decide() {
        return checkpoint(session).decide(state, facts, postmaster);
    }

    /** Decides on a recipient that nothing else is against by the greylist. Blocks. */
    SmtpDecision decideByGreylist(MaybeSender sender, MailAddress recipient) {
        SmtpClientCheckpoint checkpoint = checkpoint(session);
        if (!checkpoint.asksGreylist(state, facts, postmaster)) {
            return SmtpDecision.ALLOW;
        }
        GreylistVerdict verdict = session.services()
                .clients()
                .greylist()
                .attempt(
                        checkpoint.policy().clientChecks().greylisting(),
                        GreylistKey.of(
                                session.connection().client().getAddress().getAddress(),
                                sender.asString(""),
                                recipient.asString()));
        return checkpoint.decide(verdict);
    }

    static SmtpClientCheckpoint checkpoint(SmtpContext session) {
        return new SmtpClientCheckpoint(session.listener().policy());
    }
}
