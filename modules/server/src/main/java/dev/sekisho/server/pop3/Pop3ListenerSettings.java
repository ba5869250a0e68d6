// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.server.login.LoginChecker;

/**
 * What the sessions of one POP3 listener share.
 *
 * @param name the listener's name
 * @param hostName the name this server greets with
 * @param greeting what the banner says after the name
 * @param policy what the listener demands
 * @param logins checks credentials
 * @param maildrops the users' messages
 */
public record Pop3ListenerSettings(
        ListenerName name,
        String hostName,
        String greeting,
        PortPolicy policy,
        LoginChecker logins,
        MaildropSource maildrops) {
    Pop3Checkpoint checkpoint() {
        return new Pop3Checkpoint(policy);
    }
}
