// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.server.login.LoginChecker;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;
import org.apache.james.core.MailAddress;

/**
 * What the sessions of one SMTP listener share.
 *
 * @param name the listener's name
 * @param hostName the name this server greets with
 * @param greeting what the banner says after the name
 * @param policy what the listener demands
 * @param trusted the addresses for which mail is relayed without a login
 * @param listed the recipients beyond the local domains that are listed by the policy
 * @param peers who is known by a key
 * @param directory who is local
 * @param logins checks credentials
 * @param acceptance takes messages over
 * @param hooks the hooks of James' handler chain
 * @param spill where large messages are kept while they come in
 * @param clock the time
 */
public record SmtpListenerSettings(
        ListenerName name,
        String hostName,
        String greeting,
        PortPolicy policy,
        Predicate<InetAddress> trusted,
        Predicate<MailAddress> listed,
        PinnedPeers peers,
        AddressDirectory directory,
        LoginChecker logins,
        MessageReceiver acceptance,
        SmtpHookChain hooks,
        Path spill,
        Clock clock) {

    SmtpCheckpoint checkpoint() {
        return new SmtpCheckpoint(policy);
    }
}
