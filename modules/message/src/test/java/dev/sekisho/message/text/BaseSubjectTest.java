// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5256 2.1. */
class BaseSubjectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Re: b | b",
                "RE : b | b",
                "Fwd: b | b",
                "fw: b | b",
                "Re[2]: b | b",
                "Re [list]: b | b",
                "[foo] Fwd: [bar] Re: fw: b (fWd)  (fwd) | b",
                "b (a) | b (a)",
                "Re: [FWD: c] | c",
                "re: [fwd: [fwd: re: [fwd: babylon]]] | babylon",
                "[list] subject | subject",
                "[a] [b] subject | subject",
                "Ad: Re: Ad: x | ad: re: ad: x",
                "Reply: x | reply: x",
                "re x | re x",
                "a   b | a b",
            })
    void removesTheSignsOfRepliesAndForwards(String subject, String base) {
        assertThat(BaseSubject.of(subject).text()).isEqualTo(UnicodeCasemap.of(base));
    }

    @Test
    void keepsABlobThatIsTheWholeSubject() {
        assertThat(BaseSubject.of("[xyz]").text()).isEqualTo("[XYZ]");
    }

    @Test
    void isEmptyWhereNothingIsLeft() {
        assertThat(BaseSubject.of("Re: ").text()).isEmpty();
        assertThat(BaseSubject.of("").text()).isEmpty();
    }

    @Test
    void tellsRepliesAndForwards() {
        assertThat(BaseSubject.of("Re: a").isReplyOrForward()).isTrue();
        assertThat(BaseSubject.of("a (fwd)").isReplyOrForward()).isTrue();
        assertThat(BaseSubject.of("[fwd: a]").isReplyOrForward()).isTrue();
        assertThat(BaseSubject.of("[list] a").isReplyOrForward()).isFalse();
    }

    @Test
    void takesNoLongerThanTheSubjectIsLong() {
        assertThat(BaseSubject.of("[fwd:".repeat(30_000) + "]".repeat(30_000)).text())
                .isNotNull();
        assertThat(BaseSubject.of("re:".repeat(50_000)).text()).isNotNull();
        assertThat(BaseSubject.of("[a]".repeat(50_000)).text()).isNotNull();
        assertThat(BaseSubject.of("(fwd)".repeat(50_000)).text()).isNotNull();
    }
}
