// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.server.transport.ListenerGreeting;
import dev.sekisho.server.transport.limit.ClientRateLimiter;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the sessions of one SMTP listener share.
 *
 * @param greeting the listener's name, and how it greets
 * @param policy what the listener demands
 * @param access for whom it relays without a login
 * @param services what sessions ask
 * @param sending counts what users send
 * @param rates how often each client has done what has a rate
 * @param spill where large messages are kept while they come in
 * @param clock the time
 */
public record SmtpListenerSettings(
        ListenerGreeting greeting,
        PortPolicy policy,
        RelayAccess access,
        SmtpListenerServices services,
        SendingGuard sending,
        ClientRateLimiter rates,
        Path spill,
        Clock clock) {
    /** The decisions of the policy. */
    public SmtpCheckpoint checkpoint() {
        return new SmtpCheckpoint(policy);
    }
}
