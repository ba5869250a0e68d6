// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5051. */
class UnicodeCasemapTest {
    @ParameterizedTest
    @CsvSource({
        "abc, ABC",
        // The example of RFC 5051 2.
        "\u01C4, Dz\u030C",
        "é, E\u0301",
        "ＡＢ１, AB1",
        "ｶﾞ, カ\u3099",
        "ﬁ, fi",
        "ß, ß",
        "ά, Α\u0301",
        "한, \u1112\u1161\u11AB",
        "\uD801\uDC28, \uD801\uDC00",
        // Two marks in an order that normalization of the whole would turn.
        "a\u0301\u0323b, A\u0301\u0323B",
        "é\u0323, E\u0301\u0323",
    })
    void isTitleCaseDecomposedCharacterByCharacter(String text, String form) {
        assertThat(UnicodeCasemap.of(text)).isEqualTo(form);
    }

    @Test
    void lettersComeBeforeWhatIsBetweenCapitalAndSmallOnesAndAccentsBehindTheirLetters() {
        List<String> ordered = List.of("a", "B", "e", "éa", "f", "Z", "[x", "_a", "~", "ж", "あ", "漢", "\uFFFD", "😀");
        assertThat(Stream.concat(ordered.stream().skip(5), ordered.stream().limit(5))
                        .sorted(Comparator.comparing(
                                text -> UnicodeCasemap.of(text).getBytes(StandardCharsets.UTF_8),
                                Arrays::compareUnsigned)))
                .containsExactlyElementsOf(ordered);
    }

    @Property(tries = 2000)
    void isTheFormThatTheStepsMake(@ForAll("texts") String text) {
        assertThat(UnicodeCasemap.of(text)).isEqualTo(naive(text));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> characters = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0x20, 0x24F)),
                Tuple.of(1, Arbitraries.integers().between(0x300, 0x330)),
                Tuple.of(2, Arbitraries.integers().between(0x1, 0xD7FF)),
                Tuple.of(1, Arbitraries.integers().between(0xE000, 0x1F6FF)));
        return characters
                .list()
                .ofMaxSize(6)
                .map(list -> list.stream().map(Character::toString).collect(Collectors.joining()));
    }

    private static String naive(String text) {
        return text.codePoints()
                .map(Character::toTitleCase)
                .mapToObj(character -> Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD))
                .collect(Collectors.joining());
    }
}
