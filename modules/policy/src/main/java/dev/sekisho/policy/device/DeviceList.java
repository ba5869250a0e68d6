// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.device;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The devices that a listener serves, and nobody else.
 *
 * @param devices in the order of the configuration; none serves nobody
 */
public record DeviceList(List<Device> devices) {
    public DeviceList {
        devices = List.copyOf(devices);
    }

    /**
     * The device that has an address: of several, that with the narrowest network.
     *
     * @param address the octets of an IPv4 or IPv6 address
     */
    public Optional<Device> at(byte[] address) {
        return devices.stream()
                .filter(device -> device.prefixLength(address).isPresent())
                .max(Comparator.comparingInt(
                        device -> device.prefixLength(address).orElse(0)));
    }
}
