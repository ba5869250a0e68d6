// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreylistingTest {
    private static final Greylisting ALL = ClientArbitraries.greylisting(Greylisting.Clients.ALL);
    private static final Instant FIRST = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void theFirstAttemptIsDeferred() {
        assertThat(ALL.judge(GreylistRecord.NONE, FIRST)).isEqualTo(GreylistVerdict.FIRST);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, EARLY", "PT4M59S, EARLY", "PT5M, ACCEPTED", "PT48H, ACCEPTED", "PT48H1S, FIRST", "PT-1S, FIRST"})
    void aLaterAttemptIsAcceptedWithinItsTime(Duration later, GreylistVerdict verdict) {
        assertThat(ALL.judge(seen(Optional.empty()), FIRST.plus(later))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, ACCEPTED", "P35D, ACCEPTED", "P35DT1S, FIRST"})
    void whatWasAcceptedIsRemembered(Duration later, GreylistVerdict verdict) {
        Instant accepted = FIRST.plus(Duration.ofHours(1));

        assertThat(ALL.judge(seen(Optional.of(accepted)), accepted.plus(later))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"4, P1D, FIRST", "5, P1D, KNOWN_CLIENT", "5, P35DT1S, FIRST", "500, P35D, KNOWN_CLIENT"})
    void aKnownClientIsNotDeferred(int accepted, Duration later, GreylistVerdict verdict) {
        GreylistRecord known = new GreylistRecord(Optional.empty(), Optional.empty(), accepted, Optional.of(FIRST));

        assertThat(ALL.judge(known, FIRST.plus(later))).isEqualTo(verdict);
    }

    @Property
    void whoeverTriesAgainInTimeIsAccepted(
            @ForAll @LongRange(min = 1, max = 100_000) long delay, @ForAll @LongRange(max = 1_000_000) long waited) {
        Greylisting greylisting = new Greylisting(
                Greylisting.Clients.ALL,
                Duration.ofSeconds(delay),
                Duration.ofSeconds(delay + 1),
                Duration.ofDays(35),
                5);

        GreylistVerdict verdict = greylisting.judge(seen(Optional.empty()), FIRST.plusSeconds(waited));

        assertThat(verdict.defers()).isEqualTo(waited < delay || waited > delay + 1);
    }

    @Property
    void anAttemptIsAcceptedNeverEarlierThanTheDelayAfterAnotherOne(
            @ForAll @IntRange(max = 20_000_000) int afterFirst, @ForAll @IntRange(max = 4) int clientAccepted) {
        GreylistRecord seen =
                new GreylistRecord(Optional.of(FIRST), Optional.empty(), clientAccepted, Optional.of(FIRST));
        Instant now = FIRST.plusSeconds(afterFirst);

        assertThat(ALL.judge(seen, now).defers() || !now.isBefore(FIRST.plus(ALL.delay())))
                .isTrue();
    }

    @Test
    void concernsWhomItNames() {
        ClientWeight some = new ClientWeight(List.of(), 1);

        assertThat(ALL.concerns(ClientWeight.NONE)).isTrue();
        assertThat(Greylisting.OFF.concerns(some)).isFalse();
        Greylisting suspicious = ClientArbitraries.greylisting(Greylisting.Clients.SUSPICIOUS);
        assertThat(suspicious.concerns(ClientWeight.NONE)).isFalse();
        assertThat(suspicious.concerns(some)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT5M, PT5M, P1D, 5", "PT5M, P2D, P1D, 5", "PT5M, P1D, P2D, 0"})
    void refusesTimesThatLetNobodyThrough(Duration delay, Duration window, Duration age, int known) {
        assertThatThrownBy(() -> new Greylisting(Greylisting.Clients.ALL, delay, window, age, known))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void serversOfOneNetworkShareTheirKey(
            @ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six, @ForAll byte last) {
        byte[] sameFour = four.clone();
        sameFour[3] = last;
        byte[] sameSix = six.clone();
        sameSix[15] = last;
        sameSix[8] = last;

        assertThat(key(sameFour)).isEqualTo(key(four));
        assertThat(key(sameSix)).isEqualTo(key(six));
    }

    @Property
    void otherNetworksHaveOtherKeys(@ForAll @Size(4) byte[] four, @ForAll @IntRange(max = 2) int at) {
        byte[] other = four.clone();
        other[at]++;

        assertThat(key(other)).isNotEqualTo(key(four));
    }

    @ParameterizedTest
    @CsvSource({
        "news-12-taro@list.example, news-17-taro@list.example",
        "Taro@Example.NET, taro@example.net",
        "taro+tag@example.net, taro@example.net",
        "prvs=1234abcdef=taro@example.net, prvs=5678beef00=taro@example.net",
        "SRS0=AbCdEfGh=XY=example.org=taro@fwd.example, SRS0=ijklmnop=2A=example.org=taro@fwd.example"
    })
    void whatChangesFromMessageToMessageIsNoPartOfTheSender(String one, String other) {
        assertThat(senderKey(one)).isEqualTo(senderKey(other));
    }

    @ParameterizedTest
    @CsvSource({
        "taro@example.net, hanako@example.net",
        "taro@example.net, taro@example.org",
        "'', taro@example.net",
        "SRS0=ABCDEFGH=XY=example.org=taro@fwd.example, SRS0=ABCDEFGH=XY=example.org=hanako@fwd.example",
        "+a@example.net, +b@example.net"
    })
    void anotherSenderIsAnotherKey(String one, String other) {
        assertThat(senderKey(one)).isNotEqualTo(senderKey(other));
    }

    private static GreylistRecord seen(Optional<Instant> accepted) {
        return new GreylistRecord(Optional.of(FIRST), accepted, accepted.isPresent() ? 1 : 0, accepted);
    }

    private static GreylistKey key(byte[] address) {
        return GreylistKey.of(address, "taro@example.net", "hanako@example.org");
    }

    private static GreylistKey senderKey(String sender) {
        return GreylistKey.of(new byte[] {1, 2, 3, 4}, sender, "hanako@example.org");
    }
}
