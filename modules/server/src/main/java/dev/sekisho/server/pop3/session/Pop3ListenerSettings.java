// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.session;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.pop3.maildrop.MaildropSource;
import dev.sekisho.server.sasl.RandomNonce;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.transport.ListenerGreeting;
import dev.sekisho.server.trial.TrialRecorder;
import java.util.Optional;

/**
 * What the sessions of one POP3 listener share.
 *
 * @param greeting the listener's name, and how it greets
 * @param policy what the listener demands
 * @param logins checks credentials
 * @param mechanisms the SASL mechanisms
 * @param maildrops the users' messages
 * @param trials takes down what values on trial would have refused
 */
public record Pop3ListenerSettings(
        ListenerGreeting greeting,
        PortPolicy policy,
        LoginChecker logins,
        SaslMechanisms mechanisms,
        MaildropSource maildrops,
        TrialRecorder trials) {
    /** What a greeting says for APOP, never the same; empty where that is not served. */
    Optional<String> newTimestamp() {
        return policy.logins().mechanisms().allows(BuiltInMechanism.APOP)
                ? Optional.of("<" + RandomNonce.next() + "@" + greeting.hostName() + ">")
                : Optional.empty();
    }

    Pop3Checkpoint checkpoint() {
        return new Pop3Checkpoint(policy);
    }
}
