// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeviceListTest {
    private static final CidrNetwork OFFICE =
            CidrNetwork.of(new byte[] {10, 1, 1, 0}, 24, "10.1.1.0/24").orElseThrow();
    private static final CidrNetwork DESK =
            CidrNetwork.of(new byte[] {10, 1, 1, 7}, 32, "10.1.1.7").orElseThrow();
    private static final DeviceList LIST = new DeviceList(List.of(device("copier", DESK), device("scanners", OFFICE)));

    @Test
    void ofSeveralTheNarrowestNetworkCounts() {
        assertThat(LIST.at(new byte[] {10, 1, 1, 7})).map(Device::name).contains("copier");
        assertThat(LIST.at(new byte[] {10, 1, 1, 8})).map(Device::name).contains("scanners");
        assertThat(new DeviceList(List.of(device("scanners", OFFICE), device("copier", DESK)))
                        .at(new byte[] {10, 1, 1, 7}))
                .map(Device::name)
                .contains("copier");
    }

    @Test
    void knowsNoOtherAddress() {
        assertThat(LIST.at(new byte[] {10, 1, 2, 7})).isEmpty();
        assertThat(LIST.at(new byte[16])).isEmpty();
        assertThat(new DeviceList(List.of()).at(new byte[] {10, 1, 1, 7})).isEmpty();
    }

    @Test
    void theAddressOfAProxyIsNoDevices() {
        assertThat(BuiltInPolicies.DEVICE
                        .withDevices(LIST)
                        .withProxies(new TrustedProxies(List.of(DESK), false))
                        .deviceAt(new byte[] {10, 1, 1, 7}))
                .isEmpty();
    }

    @Test
    void aDeviceHasANetworkAndASender() {
        assertThatThrownBy(() ->
                        new Device("copier", List.of(OFFICE), List.of(), Device.DEFAULT_RATE, OptionalLong.empty()))
                .hasMessageContaining("needs a network and a sender");
    }

    private static Device device(String name, CidrNetwork network) {
        return new Device(
                name,
                List.of(network),
                List.of(new SenderPattern("@example.org")),
                Device.DEFAULT_RATE,
                OptionalLong.empty());
    }
}
