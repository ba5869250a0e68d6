// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.device.DeviceList;
import java.util.List;
import java.util.Optional;

/**
 * What follows from an address alone: that of the listener, and that of a client which shows neither a login nor a key.
 *
 * @param loopbackOnly true if the listener may only be bound to a loopback address
 * @param relayNetworks networks whose mail is sent onward without a login; none where not any server may deliver
 * @param devices the devices that are served, and nobody else; empty where clients are not known by their addresses
 */
public record AddressRules(boolean loopbackOnly, List<CidrNetwork> relayNetworks, Optional<DeviceList> devices) {
    /** An address means nothing. */
    public static final AddressRules NONE = new AddressRules(false, List.of(), Optional.empty());

    public AddressRules {
        relayNetworks = List.copyOf(relayNetworks);
    }

    /** The same for loopback addresses alone, or not. */
    public AddressRules withLoopbackOnly(boolean only) {
        return new AddressRules(only, relayNetworks, devices);
    }

    /** The same with other networks. */
    AddressRules withRelayNetworks(List<CidrNetwork> networks) {
        return new AddressRules(loopbackOnly, networks, devices);
    }

    /** The same, for these devices and nobody else. */
    AddressRules withDevices(DeviceList served) {
        return new AddressRules(loopbackOnly, relayNetworks, Optional.of(served));
    }
}
