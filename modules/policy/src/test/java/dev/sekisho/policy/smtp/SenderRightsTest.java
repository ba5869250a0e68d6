// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SenderRightsTest {
    private static SenderRights rights(String... grants) {
        return new SenderRights(
                "u0@example.org",
                Set.of("info@example.org"),
                Stream.of(grants)
                        .map(text -> SenderGrant.parse(text).orElseThrow())
                        .toList());
    }

    @Test
    void aUserIsTheUsersAddressAndAliases() {
        assertThat(rights().ownershipOf("U0@Example.org")).isEqualTo(SenderOwnership.OWN);
        assertThat(rights().ownershipOf("Info@example.org")).isEqualTo(SenderOwnership.OWN);
        assertThat(rights().ownershipOf("u1@example.org")).isEqualTo(SenderOwnership.FOREIGN);
        assertThat(rights().ownershipOf("u0@example.org.evil.example")).isEqualTo(SenderOwnership.FOREIGN);
    }

    @Test
    void aGrantIsForOneAddressOrForOneDomainWithoutThoseBelowIt() {
        assertThat(rights("u1@example.org").ownershipOf("U1@example.org")).isEqualTo(SenderOwnership.OWN);
        assertThat(rights("u1@example.org").ownershipOf("u2@example.org")).isEqualTo(SenderOwnership.FOREIGN);
        assertThat(rights("@example.net").ownershipOf("anybody@Example.NET")).isEqualTo(SenderOwnership.OWN);
        assertThat(rights("@example.net").ownershipOf("anybody@sub.example.net"))
                .isEqualTo(SenderOwnership.FOREIGN);
        assertThat(rights("@example.net").ownershipOf("anybody@notexample.net")).isEqualTo(SenderOwnership.FOREIGN);
    }

    @Test
    void theNullSendersGrantIsForNoAddress() {
        assertThat(rights("<>").anyAuthorWithNullSender()).isTrue();
        assertThat(rights("<>").ownershipOf("u1@example.org")).isEqualTo(SenderOwnership.FOREIGN);
        assertThat(rights("u1@example.org").anyAuthorWithNullSender()).isFalse();
    }

    @Test
    void aPatternIsNoGrant() {
        assertThat(List.of("*@example.org", "*", "example.org", "@", "", "u1@", "<u1@example.org>", "@*.example.org"))
                .allSatisfy(text -> assertThat(SenderGrant.parse(text)).isEmpty());
        assertThat(SenderGrant.parse("U1@Example.org"))
                .map(SenderGrant::toString)
                .contains("u1@example.org");
        assertThat(SenderGrant.parse("<>")).map(SenderGrant::toString).contains("<>");
    }
}
