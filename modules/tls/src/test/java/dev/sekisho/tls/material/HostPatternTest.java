// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
    private static boolean matches(String pattern, String host) {
        return HostPattern.parse(pattern).orElseThrow().matches(host);
    }

    @Test
    void aNameMatchesItselfInAnyCaseAndWithATrailingDot() {
        assertThat(matches("Mail.Example.org", "mail.example.ORG.")).isTrue();
        assertThat(matches("mail.example.org", "imap.example.org")).isFalse();
    }

    @Test
    void aWildcardStandsForOneLabel() {
        assertThat(matches("*.example.org", "mail.example.org")).isTrue();
        assertThat(matches("*.example.org", "example.org")).isFalse();
        assertThat(matches("*.example.org", "a.mail.example.org")).isFalse();
        assertThat(matches("*.example.org", ".example.org")).isFalse();
    }

    @Test
    void namesInUnicodeAreTheSameAsTheirALabels() {
        assertThat(HostPattern.parse("関所.example")).hasToString("Optional[xn--8ous75i.example]");
        assertThat(matches("関所.example", "xn--8ous75i.EXAMPLE")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*",
                "*.org",
                "*.*.example.org",
                "m*.example.org",
                "mail.*.org",
                "a..b",
                "-a.example",
                "a b",
                "192.0.2.1",
                "::1",
                "mail.example.org:465",
                "a\u0000.example"
            })
    void whatIsNoHostNameIsNotRead(String text) {
        assertThat(HostPattern.parse(text)).isEmpty();
    }

    @Test
    void aNameLongerThanDnsAllowsIsNotRead() {
        assertThat(HostPattern.parse("a.".repeat(127) + "a")).isEmpty();
        assertThat(HostPattern.parse("a".repeat(64) + ".example")).isEmpty();
    }
}
