// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.imap.mailbox.Delegations;
import dev.sekisho.server.imap.mailbox.MailAccess;
import dev.sekisho.server.imap.mailbox.QuotaSource;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.imap.ImapStore;
import java.time.Clock;
import java.util.OptionalLong;
import org.apache.james.core.quota.QuotaLimitValue;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;

/** The mailboxes behind IMAP, with James' word on who may act for whom and on quotas. */
final class JamesMailAccess {
    private JamesMailAccess() {}

    static MailAccess of(JamesServices james, Clock clock) {
        Authorizator authorizator = james.service(Authorizator.class);
        UserQuotaRootResolver roots = james.service(UserQuotaRootResolver.class);
        QuotaManager quotas = james.service(QuotaManager.class);
        return new MailAccess(
                james.service(ImapStore.class),
                james.service(BodyStore.class),
                (user, other) -> answer(authorizator.canLoginAsOtherUser(user, other)),
                user -> quota(quotas.getQuotas(roots.forUser(user))),
                clock);
    }

    private static Delegations.Answer answer(Authorizator.AuthorizationState state) {
        return switch (state) {
            case ALLOWED -> Delegations.Answer.GRANTED;
            case FORBIDDEN -> Delegations.Answer.FORBIDDEN;
            case UNKNOWN_USER -> Delegations.Answer.NO_SUCH_USER;
        };
    }

    private static QuotaSource.Quota quota(QuotaManager.Quotas quotas) {
        var storage = quotas.getStorageQuota();
        var messages = quotas.getMessageQuota();
        return new QuotaSource.Quota(
                storage.getUsed().asLong(),
                limit(storage.getLimit()),
                messages.getUsed().asLong(),
                limit(messages.getLimit()));
    }

    private static OptionalLong limit(QuotaLimitValue<?> limit) {
        return limit.isLimited() ? OptionalLong.of(limit.asLong()) : OptionalLong.empty();
    }
}
