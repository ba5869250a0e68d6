// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import com.google.common.base.Ticker;
import dev.sekisho.server.imap.mailbox.Delegations;
import dev.sekisho.server.imap.mailbox.MailAccess;
import dev.sekisho.server.imap.mailbox.RefusedMessageLog;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.imap.ImapStore;
import java.time.Clock;
import org.apache.james.mailbox.Authorizator;

/** The mailboxes behind IMAP, with James' word on who may act for whom. */
final class JamesMailAccess {
    private JamesMailAccess() {}

    static MailAccess of(JamesServices james, Clock clock) {
        Authorizator authorizator = james.service(Authorizator.class);
        return new MailAccess(
                james.service(ImapStore.class),
                james.service(BodyStore.class),
                (user, other) -> answer(authorizator.canLoginAsOtherUser(user, other)),
                new RefusedMessageLog(Ticker.systemTicker()),
                clock);
    }

    private static Delegations.Answer answer(Authorizator.AuthorizationState state) {
        return switch (state) {
            case ALLOWED -> Delegations.Answer.GRANTED;
            case FORBIDDEN -> Delegations.Answer.FORBIDDEN;
            case UNKNOWN_USER -> Delegations.Answer.NO_SUCH_USER;
        };
    }
}
