// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsListTest {
    private static final DnsList LIST = ClientArbitraries.list("bl.example");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, LISTED",
        "127.0.0.11, LISTED",
        "127.0.5.1, LISTED",
        "127.0.0.1, NOT_LISTED",
        "127.0.0.255, NOT_LISTED",
        "127.255.255.254, UNKNOWN",
        "127.255.255.0, UNKNOWN",
        "192.0.2.1, UNKNOWN",
        "128.0.0.2, UNKNOWN"
    })
    void anAnswerSaysWhetherAClientIsListed(String answer, DnsListing.Status status) {
        assertThat(LIST.listing(List.of(octets(answer))).status()).isEqualTo(status);
    }

    @Test
    void aListWithoutAnAnswerHasNotTheClient() {
        assertThat(LIST.listing(List.of()).status()).isEqualTo(DnsListing.Status.NOT_LISTED);
    }

    @Test
    void oneAnswerThatNoListGivesMakesAllOfItUnknown() {
        DnsListing listing = LIST.listing(List.of(octets("127.0.0.2"), octets("203.0.113.9")));

        assertThat(listing.status()).isEqualTo(DnsListing.Status.UNKNOWN);
        assertThat(listing.detail()).contains("203.0.113.9");
    }

    @Test
    void onlyTheAnswersThatAreWrittenCount() {
        DnsList some = new DnsList(
                LIST.zone(),
                DnsListAnswers.parse("127.0.0.4-127.0.0.7 127.0.0.20").orElseThrow(),
                "some");

        assertThat(some.listing(List.of(octets("127.0.0.3"))).listed()).isFalse();
        assertThat(some.listing(List.of(octets("127.0.0.3"), octets("127.0.0.7")))
                        .detail())
                .isEqualTo("127.0.0.7");
        assertThat(some.listing(List.of(octets("127.0.0.20"))).listed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0",
                "127.0.0.256",
                "128.0.0.2",
                "127.0.0.9-127.0.0.2",
                "127.0.0.2-",
                "127.0.0.2,127.0.0.3",
                "127.255.255.1",
                "127.0.0.2-127.255.255.0",
                "127.0.0.[2..11]",
                "::1"
            })
    void refusesWhatIsNoRangeOfAnswers(String text) {
        assertThat(DnsListAnswers.parse(text)).isEmpty();
    }

    @Property
    void rangesAreReadAsTheyAreWritten(
            @ForAll @IntRange(max = 254) int net,
            @ForAll @IntRange(max = 255) int low,
            @ForAll @IntRange(max = 255) int high) {
        String text = "127." + net + ".0." + Math.min(low, high)
                + (low == high ? "" : "-127." + net + ".0." + Math.max(low, high));

        assertThat(DnsListAnswers.parse(text).map(DnsListAnswers::toString)).isEqualTo(Optional.of(text));
    }

    @Property
    void noAnswerOutsideOf127ListsAnybody(@ForAll @Size(4) byte[] answer, @ForAll @Size(16) byte[] six) {
        assertThat(LIST.listing(List.of(six)).listed()).isFalse();
        assertThat(LIST.listing(List.of(answer)).listed() && answer[0] != 127).isFalse();
    }

    private static byte[] octets(String address) {
        String[] parts = address.split("\\.");
        byte[] octets = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            octets[i] = (byte) Integer.parseInt(parts[i]);
        }
        return octets;
    }
}
