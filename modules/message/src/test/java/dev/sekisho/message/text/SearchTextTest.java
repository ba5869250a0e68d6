// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
    @ParameterizedTest
    @CsvSource({
        "Straße, STRASSE",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "ｶﾞｷﾞ, ガギ",
        "ＡＢＣ１２３, abc123",
        "㈱, (株)",
        "İ, İ",
        "ﬁn, FIN",
        "Тест, тЕСТ",
        "a\u00ADb, ab",
    })
    void makesOneOfTwoForms(String one, String other) {
        assertThat(SearchText.fold(one)).isEqualTo(SearchText.fold(other));
    }

    @Property
    void aLongTextIsFoundWhereverItBegins(
            @ForAll @Chars({'a', 'b'}) @StringLength(min = 64, max = 90) String sought,
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 200) String before,
            @ForAll @IntRange(min = 1, max = 70) int cut) {
        String text = before + sought + before;
        assertThat(found(text, sought, cut)).isTrue();
        String without = before + sought.substring(1) + "c" + before;
        assertThat(found(without, sought, cut)).isEqualTo(without.contains(sought));
    }

    private static boolean found(String text, String sought, int cut) {
        TextMatcher matcher = new TextMatcher(List.of(sought));
        for (int at = 0; at < text.length(); at += cut) {
            matcher.accept(text.substring(at, Math.min(text.length(), at + cut)));
        }
        return matcher.hasFoundAll();
    }

    @Test
    void makesOneOfBothNormalForms() {
        String composed = "Grüße ガ";

        assertThat(SearchText.fold(Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .isEqualTo(SearchText.fold(composed));
    }

    @Test
    void makesOneBlankOfAnyWhiteSpace() {
        assertThat(SearchText.fold("a \t\r\n\u3000b")).isEqualTo("a b");
    }

    @Test
    void foldsNoCharacterTwice() {
        List<String> twice = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .mapToObj(Character::toString)
                .filter(text -> !SearchText.fold(SearchText.fold(text)).equals(SearchText.fold(text)))
                .toList();

        assertThat(twice).isEmpty();
        assertThat(SearchText.fold("STRAẞE straße")).isEqualTo("strasse strasse");
    }

    @Property(tries = 500)
    void foldsNothingTwice(@ForAll @StringLength(max = 50) String text) {
        assertThat(SearchText.fold(SearchText.fold(text))).isEqualTo(SearchText.fold(text));
    }

    @Test
    void findsATextAcrossPieces() {
        TextMatcher matcher = new TextMatcher(List.of("needle in the hay", "日本語"));

        for (char character :
                ("x".repeat(5_000) + " NEEDLE in\r\nthe hay " + "語".repeat(5_000) + "日本語").toCharArray()) {
            matcher.accept(String.valueOf(character));
        }

        assertThat(matcher.hasFoundAll()).isTrue();
    }

    @Test
    void isDoneAsSoonAsAllIsFound() {
        TextMatcher matcher = new TextMatcher(List.of("needle"));

        matcher.accept("a needle ");
        matcher.accept("and hay ".repeat(2_000));

        assertThat(matcher.isDone()).isTrue();
        assertThat(new TextMatcher(List.of("")).isDone()).isTrue();
    }

    @Property(tries = 300)
    void findsWhatAWholeTextContains(@ForAll long seed) {
        Random random = new Random(seed);
        String alphabet = "aAbか\u3099 \n\u00e9e\u0301ｶﾞ";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        int start = random.nextInt(text.length() - 20);
        String inside = text.substring(start, start + 1 + random.nextInt(19));
        String elsewhere = "AbA" + inside;

        for (String sought : List.of(inside, elsewhere)) {
            TextMatcher matcher = new TextMatcher(List.of(sought));
            for (int i = 0; i < text.length(); ) {
                int end = Math.min(text.length(), i + 1 + random.nextInt(3_000));
                matcher.accept(text.substring(i, end));
                i = end;
            }
            assertThat(matcher.hasFoundAll()).isEqualTo(TextMatcher.contains(text.toString(), sought));
        }
    }
}
