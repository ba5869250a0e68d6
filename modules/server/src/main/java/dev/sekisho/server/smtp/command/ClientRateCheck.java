// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRateCheckpoint;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.server.transport.limit.RatedClient;
import java.net.InetAddress;
import org.apache.james.core.Username;

/** Counts MAIL and RCPT of a client, before anything is looked up for them. */
final class ClientRateCheck {
    private ClientRateCheck() {}

    /** True if the command is carried out; else it has been answered. */
    static boolean passes(SmtpContext session, ClientEvent event) {
        SmtpRateCheckpoint checkpoint =
                new SmtpRateCheckpoint(session.listener().policy());
        InetAddress address = session.connection().client().getAddress();
        boolean within = !checkpoint.counts(session.state(), address.getAddress())
                || session.listener().rates().take(client(session, address), event);
        SmtpDecision decision = checkpoint.decide(event, within);
        decision.refusal().ifPresent(session.replies()::deferUnlogged);
        return decision.allowed();
    }

    static RatedClient client(SmtpContext session, InetAddress address) {
        return new RatedClient(
                ClientNetwork.of(address), session.session().user().map(Username::asString));
    }
}
