// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedConfigurationTest {
    private static final Path CONF = Path.of("..", "..", "conf");

    @Test
    void loadsWithoutAWarning() {
        LoadResult loaded = ConfigurationLoader.load(CONF, ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN);

        assertThat(loaded).isInstanceOf(LoadResult.Valid.class);
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void hasThePortsOfTheDocumentation() {
        assertThat(shipped(ConfigurationOverrides.NONE).enabledListeners())
                .extracting(listener -> listener.socket().configuredPort())
                .containsExactly(25, 587, 465, 2525, 995, 993);
        assertThat(shipped(ConfigurationOverrides.NONE).listeners())
                .filteredOn(listener -> !listener.enabled())
                .extracting(listener -> listener.name().text())
                .containsExactly("reinjection", "submission-5190", "pop3");
    }

    @Test
    void overridesNoProperty() {
        assertThat(shipped(ConfigurationOverrides.NONE).listeners())
                .extracting(ListenerConfiguration::policy)
                .allSatisfy(policy -> assertThat(BuiltInPolicies.all()).contains(policy));
    }

    @Test
    void movesEveryListenerByThePortOffset() {
        List<Integer> ports = shipped(ConfigurationOverrides.ofPortOffset(10_000)).enabledListeners().stream()
                .flatMap(listener -> listener.binds().stream())
                .map(InetSocketAddress::getPort)
                .toList();

        assertThat(ports).containsExactly(10_025, 10_587, 10_465, 12_525, 10_995, 10_993);
    }

    private static SekishoConfiguration shipped(ConfigurationOverrides overrides) {
        return ((LoadResult.Valid) ConfigurationLoader.load(CONF, overrides, TestHostEnvironment.PLAIN))
                .configuration();
    }
}
