// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import dev.sekisho.policy.address.CidrNetwork;
import java.time.Duration;
import java.util.List;

/**
 * Bounds on logins with wrong credentials.
 *
 * @param perConnection failed logins of one connection, the last of which closes it
 * @param perAddress failed logins of one address within {@code window}, after which the address is held off
 * @param perNetwork failed logins of one /24 or /48 within {@code window}, after which those of its addresses are held off that nobody has
 *     logged in from
 * @param perAccount failed logins of strangers to one account in an hour, from all addresses together
 * @param window the time within which failed logins of an address or a network are counted
 * @param holdOff how long an address that is held off for the first time is not asked for logins, on all listeners
 * @param exceptions networks whose failed logins hold no address off
 */
public record FailedLoginLimits(
        int perConnection,
        int perAddress,
        int perNetwork,
        int perAccount,
        Duration window,
        Duration holdOff,
        List<CidrNetwork> exceptions) {

    /**
     * 3 of a connection; 10 of an address or 100 of a network within 10 minutes, then 15 minutes without logins; 30 of an account in an hour.
     */
    public static final FailedLoginLimits DEFAULT =
            new FailedLoginLimits(3, 10, 100, 30, Duration.ofMinutes(10), Duration.ofMinutes(15), List.of());

    public FailedLoginLimits {
        LimitCheck.positive("failed logins", perConnection);
        LimitCheck.positive("failed logins per address", perAddress);
        LimitCheck.positive("failed logins per network", perNetwork);
        LimitCheck.positive("failed logins per account", perAccount);
        LimitCheck.positive("seconds of the failed-login window", window.toSeconds());
        LimitCheck.positive("seconds of the hold-off", holdOff.toSeconds());
        exceptions = List.copyOf(exceptions);
    }

    /** The same with other networks whose failed logins hold no address off. */
    public FailedLoginLimits withExceptions(List<CidrNetwork> networks) {
        return new FailedLoginLimits(perConnection, perAddress, perNetwork, perAccount, window, holdOff, networks);
    }

    /** True if failed logins from an address hold it not off. @param address the octets of an IPv4 or IPv6 address */
    public boolean excepts(byte[] address) {
        return exceptions.stream().anyMatch(network -> network.contains(address));
    }
}
