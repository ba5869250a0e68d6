// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.imap.mailbox.MailAccess;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.pop3.maildrop.MaildropSource;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.trial.TrialRecorder;
import java.util.function.Supplier;

/**
 * What is behind the listeners of a server: James' services, or what an application or a test puts in their place.
 *
 * @param logins checks credentials
 * @param mechanisms the SASL mechanisms, which each protocol announces where its policy lets clients log in
 * @param smtp what is behind SMTP
 * @param maildrops what is behind POP3
 * @param mail the mailboxes behind IMAP
 * @param trials takes down what values on trial would have refused
 */
public record ListenerServices(
        LoginChecker logins,
        SaslMechanisms mechanisms,
        SharedSmtpServices smtp,
        MaildropSource maildrops,
        Supplier<MailAccess> mail,
        TrialRecorder trials) {
    /** The same with another taker of what values on trial would have refused. */
    public ListenerServices with(TrialRecorder recorder) {
        return new ListenerServices(logins, mechanisms, smtp, maildrops, mail, recorder);
    }
}
