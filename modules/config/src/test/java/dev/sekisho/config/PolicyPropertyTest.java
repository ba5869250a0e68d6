// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.listener.PolicyProperty;
import dev.sekisho.config.listener.PolicySchema;
import dev.sekisho.config.listener.TrialSchema;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.LoginRules;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.PortRules;
import dev.sekisho.policy.limit.PortLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every property of a policy, written in a listener, changes that property and no other. */
class PolicyPropertyTest {
    /** For each property another value than that of the policy submission, and how that value shows. */
    private static final Map<String, List<String>> OTHER = Map.ofEntries(
            Map.entry("tls", List.of("implicit", "IMPLICIT")),
            Map.entry("auth", List.of("none", "NONE")),
            Map.entry(
                    "mechanisms",
                    List.of("SCRAM-SHA-256 PLAIN", "OfferedMechanisms[named=Optional[[PLAIN, SCRAM_SHA_256]]]")),
            Map.entry("login-domain", List.of("example.org", "Optional[example.org]")),
            Map.entry("relay", List.of("never", "NEVER")),
            Map.entry("sender", List.of("any", "ANY")),
            Map.entry("unknown-name", List.of("refuse", "REFUSE")),
            Map.entry("loopback-only", List.of("true", "true")),
            Map.entry("max-connections", List.of("7", "7")),
            Map.entry("max-connections-per-address", List.of("7", "7")),
            Map.entry("max-connections-per-user", List.of("7", "7")),
            Map.entry("client-connection-rate", List.of("70", "70")),
            Map.entry("client-mail-rate", List.of("70", "70")),
            Map.entry("client-recipient-rate", List.of("700", "700")),
            Map.entry("undelayed-unknown-recipients", List.of("70", "70")),
            Map.entry("max-unknown-recipients", List.of("70", "70")),
            Map.entry("idle-timeout", List.of("90s", "PT1M30S")),
            Map.entry("handshake-timeout", List.of("2m", "PT2M")),
            Map.entry("max-recipients", List.of("7", "7")),
            Map.entry("max-recipients-per-hour", List.of("7", "7")),
            Map.entry("max-recipients-per-day", List.of("7", "7")),
            Map.entry("max-message-size", List.of("2M", "2097152")),
            Map.entry("max-failed-auths", List.of("7", "7")),
            Map.entry("max-failed-auths-per-address", List.of("7", "7")),
            Map.entry("max-failed-auths-per-network", List.of("7", "7")),
            Map.entry("max-failed-auths-per-account", List.of("7", "7")),
            Map.entry("failed-auth-window", List.of("1h", "PT1H")),
            Map.entry("hold-off", List.of("1d", "PT24H")),
            Map.entry("command-time", List.of("2m", "PT2M")),
            Map.entry("login-time", List.of("10m", "PT10M")),
            Map.entry("between-messages", List.of("1h", "PT1H")),
            Map.entry("min-message-rate", List.of("2K", "2048")),
            Map.entry("message-time", List.of("1h", "PT1H")),
            Map.entry("message-speed", List.of("2K", "2048")),
            Map.entry("user-message-speed", List.of("2K", "2048")));
    /** AUTH can only be taken away together with what needs it. */
    private static final Map<String, String> NEEDED = Map.of("auth", "<relay>never</relay><sender>any</sender>");

    static Stream<Arguments> properties() {
        return PolicySchema.PROPERTIES.stream()
                .map(property -> Arguments.of(property.element().name(), property));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("properties")
    void hasAnEffect(String name, PolicyProperty<?> property, @TempDir Path folder) {
        String text = OTHER.get(name).get(0);

        PortPolicy policy = policy(folder, "<" + name + ">" + text + "</" + name + ">" + NEEDED.getOrDefault(name, ""));

        assertThat(property.ofPolicy().apply(policy))
                .asString()
                .isEqualTo(OTHER.get(name).get(1));
        assertThat(property.ofPolicy().apply(BuiltInPolicies.SUBMISSION))
                .asString()
                .isNotEqualTo(OTHER.get(name).get(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("properties")
    void changesNothingElse(String name, PolicyProperty<?> property, @TempDir Path folder) {
        String needed = NEEDED.getOrDefault(name, "");
        PortPolicy policy = policy(folder, "<" + name + ">" + OTHER.get(name).get(0) + "</" + name + ">" + needed);

        assertThat(PolicySchema.PROPERTIES)
                .filteredOn(other -> !other.equals(property)
                        && !needed.contains("<" + other.element().name() + ">"))
                .allSatisfy(other -> assertThat(other.ofPolicy().apply(policy))
                        .isEqualTo(other.ofPolicy().apply(BuiltInPolicies.SUBMISSION)));
    }

    @ParameterizedTest
    @CsvSource({"fail, REFUSE, refuse", "default-certificate, DEFAULT_CERTIFICATE, default-certificate"})
    void theFormerNameOfUnknownNameIsReadAndTold(String word, UnknownName meant, String now, @TempDir Path folder) {
        TestConfiguration written = new TestConfiguration(folder)
                .smtp("<bind>127.0.0.1:587</bind><policy name=\"submission\"><unknown-sni>" + word
                        + "</unknown-sni></policy>");

        assertThat(written.listener().policy().unknownName()).isEqualTo(meant);
        assertThat(written.warnings())
                .singleElement()
                .asString()
                .contains("<unknown-sni> is a former name", "write <unknown-name>" + now + "</unknown-name>");
    }

    @Test
    void bothNamesOfUnknownNameAreRefused(@TempDir Path folder) {
        assertThat(new TestConfiguration(folder)
                        .smtp("<bind>127.0.0.1:587</bind><policy name=\"submission\"><unknown-sni>fail</unknown-sni>"
                                + "<unknown-name>default-certificate</unknown-name></policy>")
                        .problems())
                .singleElement()
                .asString()
                .contains("<unknown-sni> repeats");
    }

    @Test
    void noPropertyOfAPolicyIsLeftOut() {
        // What a policy is for is its own; devices, networks that relay, hold no address off or have no rates are
        // listed.
        int ofRules = PortRules.class.getRecordComponents().length - 2 + LoginRules.class.getRecordComponents().length;
        int listed = 2;
        int ofLimits = Stream.of(PortLimits.class.getRecordComponents())
                .mapToInt(group -> group.getType().getRecordComponents().length)
                .sum();

        assertThat(PolicySchema.PROPERTIES).hasSize(ofRules + ofLimits - listed);
        assertThat(PolicySchema.PROPERTIES)
                .extracting(property -> property.element().name())
                .containsExactlyInAnyOrderElementsOf(OTHER.keySet());
    }

    @Test
    void everyPropertyIsTriableOrSaysWhyNot() {
        assertThat(PolicySchema.PROPERTIES)
                .extracting(property -> property.element().name())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(TrialSchema.triable().stream(), TrialSchema.NOT_TRIABLE.keySet().stream())
                                .toList());
    }

    private static PortPolicy policy(Path folder, String properties) {
        return new TestConfiguration(folder)
                .smtp("<bind>127.0.0.1:587</bind><policy name=\"submission\">" + properties + "</policy>")
                .listener()
                .policy();
    }
}
