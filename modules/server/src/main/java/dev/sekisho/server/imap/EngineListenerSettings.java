// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.transport.ListenerGreeting;
import java.nio.file.Path;

/**
 * What the sessions of one listener share.
 *
 * @param identity the listener's name, and how it greets
 * @param policy what the listener demands
 * @param settings what James' elements say
 * @param engine James' engine
 * @param logins checks credentials
 * @param mechanisms the SASL mechanisms
 * @param spill where literals go that are too big for memory
 */
public record EngineListenerSettings(
        ListenerGreeting identity,
        PortPolicy policy,
        ImapEngineSettings settings,
        ImapEngine engine,
        LoginChecker logins,
        SaslMechanisms mechanisms,
        Path spill) {}
