// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.apache.james.core.MailAddress;

/**
 * For whom a listener relays without a login, as far as its configuration names them.
 *
 * @param trusted the addresses for which mail is relayed
 * @param listed the recipients beyond the local domains that are listed
 * @param peers who is known by a key
 */
public record RelayAccess(Predicate<InetAddress> trusted, Predicate<MailAddress> listed, PinnedPeers peers) {}
