// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.TriedProperty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code <trial>} is on trial beside what is in force, and changes nothing of that. */
class TrialTest {
    @Test
    void aStricterValueIsOnTrialBesideTheOneInForce(@TempDir Path folder) {
        PortPolicy policy = policy(folder, "mx", "<trial><tls>required</tls></trial>");

        assertThat(policy.withTrial(List.of())).isEqualTo(BuiltInPolicies.MX);
        assertThat(policy.trial()).singleElement().satisfies(tried -> {
            assertThat(tried).hasToString("tls required (in force: offered)");
            assertThat(tried.policy().tls()).isEqualTo(TlsMode.REQUIRED);
        });
    }

    @Test
    void eachValueOnTrialIsByItself(@TempDir Path folder) {
        PortPolicy policy = policy(
                folder,
                "submission",
                "<sender>any</sender><trial><sender>own</sender><max-recipients>10</max-recipients></trial>");

        assertThat(policy.sender()).isEqualTo(SenderRule.ANY);
        assertThat(policy.trial()).extracting(TriedProperty::name).containsExactly("sender", "max-recipients");
        assertThat(policy.trial().get(0).policy().limits()).isEqualTo(policy.limits());
        assertThat(policy.trial().get(1).policy().rules()).isEqualTo(policy.rules());
    }

    @ParameterizedTest
    @CsvSource({
        "submission, relay, never",
        "submission, max-recipients, 99",
        "submission, max-message-size, 1M",
        "submission, max-failed-auths, 2",
        "mx, tls, required",
        "reinjection, relay, never"
    })
    void canBeOnTrial(String policy, String property, String value, @TempDir Path folder) {
        assertThat(policy(folder, policy, "<trial><" + property + ">" + value + "</" + property + "></trial>")
                        .trial())
                .extracting(TriedProperty::name, TriedProperty::value)
                .containsExactly(tuple(property, value));
    }

    @ParameterizedTest
    @CsvSource({
        "submission, max-recipients, 101, is looser than 100",
        "submission, max-recipients, 100, is in force already",
        "submission, max-message-size, 1G, is looser than 35M",
        "reinjection, tls, required, 'shows nothing: where TLS is not offered'",
        "submission, hold-off, 1d, 'cannot be on trial: bad logins are counted for all listeners together'",
        "submission, auth, none, cannot be on trial",
        "relay, relay, never, neither stricter nor looser than pinned"
    })
    void cannotBeOnTrial(String policy, String property, String value, String why, @TempDir Path folder) {
        assertThat(written(folder, policy, "<trial><" + property + ">" + value + "</" + property + "></trial>")
                        .problems())
                .singleElement()
                .asString()
                .contains(why);
    }

    private static PortPolicy policy(Path folder, String name, String properties) {
        return written(folder, name, properties).listener().policy();
    }

    private static TestConfiguration written(Path folder, String name, String properties) {
        int port = BuiltInPolicies.named(name).orElseThrow().usualPort();
        return new TestConfiguration(folder)
                .smtp("<bind>127.0.0.1:" + port + "</bind><policy name=\"" + name + "\">" + properties + "</policy>");
    }
}
