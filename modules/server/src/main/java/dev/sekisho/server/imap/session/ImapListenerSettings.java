// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.imap.ImapCheckpoint;
import dev.sekisho.server.imap.mailbox.MailAccess;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.transport.ListenerGreeting;
import dev.sekisho.server.trial.TrialRecorder;
import java.util.Set;

/**
 * What the sessions of one IMAP listener share.
 *
 * @param identity the listener's name, and how it greets
 * @param policy what the listener demands
 * @param limits the bounds of commands and sessions
 * @param unlisted the capabilities that are served but not listed, in upper case
 * @param logins checks credentials
 * @param mechanisms the SASL mechanisms
 * @param mail the users' mailboxes
 * @param trials takes down what values on trial would have refused
 */
public record ImapListenerSettings(
        ListenerGreeting identity,
        PortPolicy policy,
        ImapLimits limits,
        Set<String> unlisted,
        LoginChecker logins,
        SaslMechanisms mechanisms,
        MailAccess mail,
        TrialRecorder trials) {
    ImapCheckpoint checkpoint() {
        return new ImapCheckpoint(policy);
    }
}
