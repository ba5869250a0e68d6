// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.server.smtp.device.DeviceRateLimiter;
import dev.sekisho.server.smtp.pin.PinnedPeers;
import java.util.function.Predicate;
import org.apache.james.core.MailAddress;

/**
 * For whom a listener relays without a login beside its policy's networks, as far as its configuration names them.
 *
 * @param listed the recipients beyond the local domains that are listed
 * @param peers who is known by a key
 * @param deviceRates what devices have begun, which are known by their addresses
 */
public record RelayAccess(Predicate<MailAddress> listed, PinnedPeers peers, DeviceRateLimiter deviceRates) {}
