// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.limit.MessageLimits;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SlowClientLimits;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInPoliciesTest {
    @ParameterizedTest
    @CsvSource({
        "25,    mx,          SMTP, OFFERED,  NONE,     NEVER,         ANY",
        "587,   submission,  SMTP, REQUIRED, REQUIRED, AUTHENTICATED, OWN",
        "465,   submissions, SMTP, IMPLICIT, REQUIRED, AUTHENTICATED, OWN",
        "2525,  relay,       SMTP, REQUIRED, NONE,     PINNED,        ANY",
        "10025, reinjection, SMTP, NONE,     NONE,     LISTED,        ANY",
        "110,   pop3,        POP3, REQUIRED, REQUIRED, NEVER,         ANY",
        "995,   pop3s,       POP3, IMPLICIT, REQUIRED, NEVER,         ANY",
        "993,   imaps,       IMAP, IMPLICIT, REQUIRED, NEVER,         ANY",
    })
    void aPortHasItsPolicy(
            int port, String name, Protocol protocol, TlsMode tls, AuthMode auth, RelayRule relay, SenderRule sender) {
        PortPolicy policy = BuiltInPolicies.ofPort(port).orElseThrow();
        assertThat(BuiltInPolicies.named(name)).contains(policy);
        assertThat(BuiltInPolicies.all()).contains(policy);
        assertThat(policy.name()).isEqualTo(name);
        assertThat(policy.protocol()).isEqualTo(protocol);
        assertThat(policy.tls()).isEqualTo(tls);
        assertThat(policy.auth()).isEqualTo(auth);
        assertThat(policy.relay()).isEqualTo(relay);
        assertThat(policy.sender()).isEqualTo(sender);
    }

    @Test
    void everyConstantIsInTheListThatConfigurationsAndCommandsSearch() {
        assertThat(BuiltInPolicies.all())
                .containsExactlyElementsOf(Arrays.stream(BuiltInPolicies.class.getFields())
                        .filter(field -> field.getType() == PortPolicy.class)
                        .map(BuiltInPoliciesTest::constant)
                        .toList());
    }

    private static PortPolicy constant(Field field) {
        try {
            return (PortPolicy) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aVariantHasItsPolicyAsBaseWhateverItOverrides() {
        for (PortPolicy policy : BuiltInPolicies.all()) {
            PortPolicy variant = policy.with(policy.rules().with(UnknownName.REFUSE), policy.limits());
            assertThat(variant).isNotEqualTo(policy);
            assertThat(BuiltInPolicies.baseOf(variant)).contains(policy);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "24", "26", "143", "5190", "65535"})
    void aPortWithoutAMeaningHasNoPolicy(int port) {
        assertThat(BuiltInPolicies.ofPort(port)).isEmpty();
    }

    @Test
    void aNameIsSpeltExactly() {
        assertThat(BuiltInPolicies.named("Submission")).isEmpty();
    }

    @Test
    void aClientCertificateIsAskedForOnTheRelayAlone() {
        assertThat(BuiltInPolicies.all())
                .filteredOn(PortPolicy::asksClientCertificate)
                .containsExactly(BuiltInPolicies.RELAY);
    }

    @Test
    void reinjectionAloneIsBoundToLoopback() {
        assertThat(BuiltInPolicies.all())
                .filteredOn(PortPolicy::loopbackOnly)
                .containsExactly(BuiltInPolicies.REINJECTION);
    }

    @Test
    void anUnknownHostNameGetsTheDefaultCertificateOnEveryPort() {
        assertThat(BuiltInPolicies.all()).allMatch(policy -> policy.unknownName() == UnknownName.DEFAULT_CERTIFICATE);
    }

    @Test
    void theLimitsAreThoseOfTheDocumentation() {
        PortLimits limits = BuiltInPolicies.SUBMISSION.limits();
        assertThat(limits)
                .isEqualTo(new PortLimits(
                        new ConnectionLimits(2_000, 50, 50, Duration.ofMinutes(5), Duration.ofSeconds(10)),
                        new MessageLimits(100, 36_700_160),
                        new FailedLoginLimits(
                                3, 10, 100, 30, Duration.ofMinutes(10), Duration.ofMinutes(15), List.of()),
                        new SlowClientLimits(
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(3),
                                Duration.ofMinutes(10),
                                1_024,
                                Duration.ofMinutes(10),
                                65_536,
                                1_024),
                        new SendingLimits(200, 1_000),
                        new ClientRates(3_000, 6_000, 30_000, 20, 100, ClientRates.LOOPBACK)));
    }

    @Test
    void readersMayBeSilentForTenMinutes() {
        assertThat(BuiltInPolicies.POP3S.limits().connections().idle()).isEqualTo(Duration.ofMinutes(10));
    }
}
