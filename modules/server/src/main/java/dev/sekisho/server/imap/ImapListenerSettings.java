// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import java.nio.file.Path;

/**
 * What the sessions of one listener share.
 *
 * @param name the listener's name
 * @param hostName the name the server greets with
 * @param policy what the listener demands
 * @param settings what James' elements say
 * @param engine James' engine
 * @param ledger remembers bad logins by address
 * @param spill where literals go that are too big for memory
 */
public record ImapListenerSettings(
        ListenerName name,
        String hostName,
        PortPolicy policy,
        ImapEngineSettings settings,
        ImapEngine engine,
        FailedLoginLedger ledger,
        Path spill) {}
