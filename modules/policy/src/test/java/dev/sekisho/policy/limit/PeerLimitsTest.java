// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.address.SenderPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerLimitsTest {
    private static final PeerLimits LIMITED = new PeerLimits(
            List.of(new SenderPattern("@branch.example"), new SenderPattern("boss@head.example")),
            List.of("Example.ORG"),
            Optional.empty(),
            OptionalLong.of(1000));

    @ParameterizedTest
    @CsvSource({
        "anna@branch.example, true",
        "Anna@BRANCH.example, true",
        "boss@head.example, true",
        "other@head.example, false",
        "anna@sub.branch.example, false",
        "anna@notbranch.example, false",
        "branch.example, false"
    })
    void namesTheSendersThatAreListed(String sender, boolean allowed) {
        assertThat(LIMITED.allowsSender(Optional.of(sender))).isEqualTo(allowed);
    }

    @Test
    void letsNoticesThroughWhoeverIsListed() {
        assertThat(LIMITED.allowsSender(Optional.empty())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "anyone@example.org, true",
        "anyone@EXAMPLE.org, true",
        "anyone@sub.example.org, false",
        "anyone@elsewhere.example, false",
        "'\"a@example.org\"@elsewhere.example', false"
    })
    void namesTheDomainsThatAreListed(String recipient, boolean allowed) {
        assertThat(LIMITED.allowsRecipient(recipient)).isEqualTo(allowed);
    }

    @Test
    void isTheSmallerOfTwoSizes() {
        assertThat(LIMITED.messageBytes(5000)).isEqualTo(1000);
        assertThat(LIMITED.messageBytes(500)).isEqualTo(500);
        assertThat(PeerLimits.NONE.messageBytes(5000)).isEqualTo(5000);
    }

    @Test
    void limitsNothingWhereNothingIsSaid() {
        assertThat(PeerLimits.NONE.allowsSender(Optional.of("a@b.example"))).isTrue();
        assertThat(PeerLimits.NONE.allowsRecipient("a@b.example")).isTrue();
    }

    @Test
    void readsARateAsItIsWritten() {
        assertThat(MessageRate.parse("100/h")).contains(new MessageRate(100, Duration.ofHours(1)));
        assertThat(MessageRate.parse("7/m")).contains(new MessageRate(7, Duration.ofMinutes(1)));
        assertThat(MessageRate.parse("1000000/d").map(MessageRate::toString)).contains("1000000/d");
        assertThat(new MessageRate(3, Duration.ofSeconds(90))).hasToString("3/90s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "0/h", "-1/h", "1000001/h", "9999999/h", "10/w", "10 /h", "x/h"})
    void refusesWhatIsNoRate(String text) {
        assertThat(MessageRate.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna",
                "anna@",
                "a b@c.example",
                "a,b@c.example",
                "é@c.example",
                "*@c.example",
                "@@c.example",
                "@c_d.example",
                "@*.c.example",
                "a@b@c.example"
            })
    void refusesWhatIsNoSender(String text) {
        assertThat(SenderPattern.parse(text)).isEmpty();
    }

    @Test
    void refusesASizeOfNothing() {
        assertThatThrownBy(() -> new PeerLimits(List.of(), List.of(), Optional.empty(), OptionalLong.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
