// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.contract.PortContract;
import dev.sekisho.policy.device.DeviceList;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The entry of a policy is all that it needs: a listener names it, finds its port, and has rows for {@code explain} and {@code prove}. */
class EveryPolicyTest {
    static Stream<String> policies() {
        return BuiltInPolicies.all().stream().map(PortPolicy::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void isNamedByAListenerWithoutABind(String name, @TempDir Path folder) {
        PortPolicy policy = BuiltInPolicies.named(name).orElseThrow();
        String loopback = policy.loopbackOnly() ? "<bind>127.0.0.1:" + policy.usualPort() + "</bind>" : "";

        ListenerConfiguration listener = listener(folder, policy, loopback + named(policy));

        assertThat(itself(listener)).isEqualTo(policy);
        assertThat(listener.name().text()).isEqualTo(policy.name());
        assertThat(listener.binds()).extracting(InetSocketAddress::getPort).containsExactly(policy.usualPort());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void isThatOfItsPort(String name, @TempDir Path folder) {
        PortPolicy policy = BuiltInPolicies.named(name).orElseThrow();
        String bind = "<bind>127.0.0.1:" + policy.usualPort() + "</bind>";

        if (policy.servesDevices()) {
            assertThat(new TestConfiguration(folder).smtp(bind).problems())
                    .singleElement()
                    .asString()
                    .contains("the policy device lists no device");
        } else {
            assertThat(listener(folder, policy, bind).policy()).isEqualTo(policy);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void hasRows(String name) {
        assertThat(PortContract.of(BuiltInPolicies.named(name).orElseThrow()))
                .isNotEmpty()
                .anyMatch(row -> row.provable());
    }

    @Test
    void noTwoHaveOneNameOrOnePort() {
        List<PortPolicy> all = BuiltInPolicies.all();

        assertThat(all).extracting(PortPolicy::name).doesNotHaveDuplicates();
        assertThat(all).extracting(PortPolicy::usualPort).doesNotHaveDuplicates();
    }

    /** Names the policy, with what it cannot be without. */
    private static String named(PortPolicy policy) {
        return policy.servesDevices()
                ? "<policy name=\"" + policy.name()
                        + "\"><device name=\"copier\" network=\"192.0.2.7\" sender=\"copier@example.org\"/></policy>"
                : "<policy>" + policy.name() + "</policy>";
    }

    private static PortPolicy itself(ListenerConfiguration listener) {
        PortPolicy policy = listener.policy();
        return policy.servesDevices() ? policy.withDevices(new DeviceList(List.of())) : policy;
    }

    private static ListenerConfiguration listener(Path folder, PortPolicy policy, String inside) {
        String word = policy.protocol().name().toLowerCase(Locale.ROOT) + "server";
        String text = "<" + word + "s><" + word + ">" + inside + "</" + word + "></" + word + "s>";
        return new TestConfiguration(folder).file(word + ".xml", text).listener();
    }
}
