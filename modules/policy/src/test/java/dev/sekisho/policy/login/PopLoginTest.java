// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.proxy.TrustedProxies;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PopLoginTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final PortPolicy POLICY = BuiltInPolicies.SUBMISSION.withPopBeforeSmtp(Optional.of(WITHIN));

    @Test
    void aLoginCountsForItsTime() {
        assertThat(senders(login("taro", 0))).containsExactly("taro");
        assertThat(senders(login("taro", 599))).containsExactly("taro");
        assertThat(senders(login("taro", 600))).isEmpty();
        assertThat(senders(login("taro", -1))).as("of a clock that is ahead").isEmpty();
    }

    @Test
    void whoLoggedInLastComesFirst() {
        assertThat(senders(login("taro", 60), login("hanako", 30), login("taro", 90)))
                .containsExactly("hanako", "taro");
    }

    @Test
    void itIsTheAccountAndThePasswordAsTheyAreNow() {
        assertThat(senders(new PopLogin("taro", NOW, false, true))).isEmpty();
        assertThat(senders(new PopLogin("taro", NOW, true, false))).isEmpty();
    }

    @Test
    void itStandsForTheLoginAndForNothingElse() {
        SmtpState clear = SmtpState.connected(false, false).afterGreeting(Greeting.EHLO);
        SmtpState tls = clear.afterStartTls().afterGreeting(Greeting.EHLO);
        SmtpCheckpoint port = new SmtpCheckpoint(POLICY);

        assertThat(port.asksPopLogin(tls)).isTrue();
        assertThat(port.asksPopLogin(clear)).as("TLS is demanded as before").isFalse();
        assertThat(port.asksPopLogin(clear.afterStartTls())).as("EHLO, too").isFalse();
        assertThat(port.asksPopLogin(tls.afterAuth())).isFalse();
        assertThat(port.asksPopLogin(tls.afterAuth().afterLogout())).isTrue();
        assertThat(new SmtpCheckpoint(BuiltInPolicies.SUBMISSION).asksPopLogin(tls))
                .isFalse();
    }

    @Test
    void theAddressOfAProxyOrOfThisMachineStandsForNobody() {
        byte[] proxy = {10, 0, 0, 5};
        TrustedProxies proxies =
                new TrustedProxies(List.of(CidrNetwork.of(proxy, 32, "10.0.0.5").orElseThrow()), false);

        assertThat(POLICY.standsForUser(proxy)).isTrue();
        assertThat(POLICY.withProxies(proxies).standsForUser(proxy)).isFalse();
        assertThat(POLICY.standsForUser(new byte[] {127, 0, 0, 1})).isFalse();
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        assertThat(POLICY.standsForUser(loopback)).isFalse();
    }

    @Test
    void itIsOnlyWhereUsersLogIn() {
        assertThatThrownBy(() -> BuiltInPolicies.MX.withPopBeforeSmtp(Optional.of(WITHIN)))
                .hasMessageContaining("auth is required, found SMTP and auth " + AuthMode.NONE.text());
    }

    private static PopLogin login(String user, int secondsAgo) {
        return new PopLogin(user, NOW.minusSeconds(secondsAgo), true, true);
    }

    private static List<String> senders(PopLogin... logins) {
        return PopLogin.senders(List.of(logins), WITHIN, NOW);
    }
}
