// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class PortPolicyTest {
    private static final List<CidrNetwork> PROXIES =
            List.of(CidrNetwork.of(new byte[] {10, 0, 0, 5}, 32, "10.0.0.5").orElseThrow());

    private static final PortPolicy SUBMISSION = BuiltInPolicies.SUBMISSION;
    private static final PortPolicy RELAY = BuiltInPolicies.RELAY;

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"NONE", "OFFERED"})
    void loginsNeedTls(TlsMode tls) {
        assertThatThrownBy(() -> SUBMISSION.with(
                        SUBMISSION.rules().with(tls, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.OWN),
                        SUBMISSION.limits()))
                .hasMessageContaining(
                        "policy submission: AUTH needs tls required or implicit, found tls " + tls.text());
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"NONE", "OFFERED"})
    void aPinnedRelayNeedsTls(TlsMode tls) {
        assertThatThrownBy(() -> RELAY.with(
                        RELAY.rules().with(tls, AuthMode.NONE, RelayRule.PINNED, SenderRule.ANY), RELAY.limits()))
                .hasMessageContaining("pinned relay needs tls");
    }

    @Test
    void aPinnedRelayTakesNoLogins() {
        assertThatThrownBy(() -> RELAY.with(
                        RELAY.rules().with(TlsMode.REQUIRED, AuthMode.REQUIRED, RelayRule.PINNED, SenderRule.ANY),
                        RELAY.limits()))
                .hasMessageContaining("by their keys");
    }

    @Test
    void relayingForUsersNeedsLogins() {
        assertThatThrownBy(() -> SUBMISSION.with(
                        SUBMISSION
                                .rules()
                                .with(TlsMode.REQUIRED, AuthMode.NONE, RelayRule.AUTHENTICATED, SenderRule.ANY),
                        SUBMISSION.limits()))
                .hasMessageContaining("relaying for users needs auth required");
    }

    @Test
    void ownSendersNeedLogins() {
        assertThatThrownBy(() -> SUBMISSION.with(
                        SUBMISSION.rules().with(TlsMode.REQUIRED, AuthMode.NONE, RelayRule.NEVER, SenderRule.OWN),
                        SUBMISSION.limits()))
                .hasMessageContaining("own senders need auth required");
    }

    @ParameterizedTest
    @EnumSource(value = TlsMode.class, names = "IMPLICIT", mode = Mode.EXCLUDE)
    void imapIsServedWithTlsFromTheFirstByteOnly(TlsMode tls) {
        PortPolicy imaps = BuiltInPolicies.IMAPS;
        assertThatThrownBy(() -> imaps.with(
                        imaps.rules().with(tls, AuthMode.REQUIRED, RelayRule.NEVER, SenderRule.ANY), imaps.limits()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"NONE", "OFFERED", "REQUIRED"})
    void earlyTalkersAreTurnedAwayWhereAnyServerMayDeliverWhateverIsSetForTls(TlsMode tls) {
        PortPolicy mx = BuiltInPolicies.MX;
        PortPolicy overridden = mx.with(mx.rules().with(tls, mx.auth(), mx.relay(), mx.sender()), mx.limits());
        assertThat(overridden.refusesEarlyTalkers()).isTrue();
        assertThat(SUBMISSION.refusesEarlyTalkers()).isFalse();
        assertThat(RELAY.refusesEarlyTalkers()).isFalse();
    }

    @Test
    void aModeOfTlsIsWeakerThanThoseAfterIt() {
        TlsMode[] ascending = {TlsMode.NONE, TlsMode.OFFERED, TlsMode.REQUIRED, TlsMode.IMPLICIT};
        for (int one = 0; one < ascending.length; one++) {
            for (int other = 0; other < ascending.length; other++) {
                assertThat(ascending[one].isWeakerThan(ascending[other])).isEqualTo(one < other);
            }
        }
    }

    @Test
    void proxiesEndTlsOnlyWhereItBeginsWithTheFirstOctetAndNoKeyIsAskedFor() {
        TrustedProxies ending = new TrustedProxies(PROXIES, true);
        assertThat(BuiltInPolicies.SUBMISSIONS.withProxies(ending).beginsWithHandshake())
                .isFalse();
        assertThatThrownBy(() -> SUBMISSION.withProxies(ending)).hasMessageContaining("found tls required");
        assertThatThrownBy(() -> RELAY.with(
                                RELAY.rules().with(TlsMode.IMPLICIT, RELAY.auth(), RELAY.relay(), RELAY.sender()),
                                RELAY.limits())
                        .withProxies(ending))
                .hasMessageContaining("found relay pinned");
        assertThatThrownBy(() -> BuiltInPolicies.SUBMISSIONS.withProxies(new TrustedProxies(List.of(), true)))
                .hasMessageContaining("found no network of proxies");
    }

    @Test
    void theAddressOfAProxyGivesNoRight() {
        PortPolicy mx = BuiltInPolicies.MX.withRelayNetworks(List.of(
                CidrNetwork.of(new byte[] {10, 0, 0, 0}, 8, "10.0.0.0/8").orElseThrow()));
        byte[] proxy = {10, 0, 0, 5};
        assertThat(mx.relaysFor(proxy)).isTrue();
        PortPolicy behind = mx.withProxies(new TrustedProxies(PROXIES, false));
        assertThat(behind.relaysFor(proxy)).isFalse();
        assertThat(behind.relaysFor(new byte[] {10, 0, 0, 6})).isTrue();
    }

    @Test
    void mailIsReadByUsersWhoLoggedIn() {
        PortPolicy pop3 = BuiltInPolicies.POP3;
        assertThatThrownBy(() -> pop3.with(
                        pop3.rules().with(TlsMode.REQUIRED, AuthMode.NONE, RelayRule.NEVER, SenderRule.ANY),
                        pop3.limits()))
                .hasMessageContaining("mail is read by users who logged in");
    }

    @Test
    void submissionMayLetUsersWriteAsAnyone() {
        assertThatCode(() -> SUBMISSION.with(
                        SUBMISSION
                                .rules()
                                .with(TlsMode.REQUIRED, AuthMode.REQUIRED, RelayRule.AUTHENTICATED, SenderRule.ANY),
                        SUBMISSION.limits()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssl", "REQUIRED", "startls", "required "})
    void anUnknownWordIsNoTlsMode(String word) {
        assertThat(TlsMode.parse(word)).isEmpty();
    }

    @Test
    void everyWordOfAConfigurationIsReadBack() {
        assertThat(Stream.of(TlsMode.values()))
                .allMatch(v -> TlsMode.parse(v.text()).get() == v);
        assertThat(Stream.of(AuthMode.values()))
                .allMatch(v -> AuthMode.parse(v.text()).get() == v);
        assertThat(Stream.of(RelayRule.values()))
                .allMatch(v -> RelayRule.parse(v.text()).get() == v);
        assertThat(Stream.of(SenderRule.values()))
                .allMatch(v -> SenderRule.parse(v.text()).get() == v);
        assertThat(Stream.of(PinState.values()))
                .allMatch(v -> PinState.parse(v.text()).get() == v);
    }

    @Test
    void aSessionIsUpgradedWhereTlsIsOfferedOrRequired() {
        assertThat(TlsMode.values()).filteredOn(TlsMode::upgradable).containsExactly(TlsMode.OFFERED, TlsMode.REQUIRED);
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> ConnectionLimits.DEFAULT.withIdle(Duration.ZERO))
                .hasMessageContaining("idle");
    }
}
