// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.sending.RecipientReservation;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.MailTransaction;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.core.MailAddress;

/**
 * Whether the account of a session may send to one more recipient.
 *
 * @param counted counts the recipients of the transaction; empty if no user has logged in
 * @param recipients those that count already
 */
record AccountLimitCheck(Optional<RecipientReservation> counted, List<MailAddress> recipients) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static AccountLimitCheck of(SmtpContext session) {
        MailTransaction transaction = session.session().transaction();
        return new AccountLimitCheck(
                transaction.counted(), transaction.envelope().recipients());
    }

    /** Counts a recipient that nothing else is against; the limit that is against it, if there is one. Blocks. */
    Optional<ReachedLimit> decide(MailAddress recipient) {
        return recipients.contains(recipient) ? Optional.empty() : counted.flatMap(RecipientReservation::count);
    }

    /** Says until when nothing is accepted. */
    static SmtpReply reply(ReachedLimit limit) {
        SmtpReply general = SmtpRefusal.ACCOUNT_LIMIT.reply();
        String period = limit.period() == SendingPeriod.HOUR ? "60 minutes" : "24 hours";
        return new SmtpReply(
                general.code(),
                general.enhanced(),
                "You may send to " + limit.most() + " recipients in " + period + ", the next one is accepted at "
                        + MINUTE.format(limit.until()));
    }
}
