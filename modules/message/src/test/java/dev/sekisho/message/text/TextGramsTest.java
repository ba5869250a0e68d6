// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextGramsTest {
    private static final int ALL = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"abc", "日本", "かな", "カナ", "한글", "ｶﾅ", "𠮷", "тес", "a日b", "x1+"})
    void aGramIsEnoughToBeFoundBy(String sought) {
        assertThat(TextGrams.of(sought, ALL)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "日", "a b c", "日 本", "日x"})
    void shorterTextsHaveNone(String sought) {
        assertThat(TextGrams.of(sought, ALL)).isEmpty();
    }

    @Test
    void someOfManyAreSpreadOverTheText() {
        List<Integer> all = TextGrams.of("abcdefghijklmnopqrstuvwxyz", ALL);

        assertThat(all).hasSize(24);
        assertThat(TextGrams.of("abcdefghijklmnopqrstuvwxyz", 4))
                .containsExactly(all.get(0), all.get(6), all.get(12), all.get(18));
    }

    @Test
    void endsOfTextsAreNoGrams() {
        TextGrams grams = new TextGrams();
        grams.add("ab");
        grams.end();
        grams.add("cd");

        assertThat(grams.toArray()).isEmpty();
    }

    @Property(tries = 500)
    void everyGramOfATextIsOneOfEachTextThatContainsIt(@ForAll long seed) {
        Random random = new Random(seed);
        String alphabet = "aAbZß1 .か\u3099日本語ガ\n\u00e9e\u0301ｶﾞ한글тест𠮷\u00ad";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        TextGrams grams = new TextGrams();
        FoldedText folded = new FoldedText(grams::add);
        for (int i = 0; i < text.length(); ) {
            int end = Math.min(text.length(), i + 1 + random.nextInt(3_000));
            folded.accept(text.substring(i, end));
            i = end;
        }
        folded.end();
        List<Integer> all =
                new ArrayList<>(Arrays.stream(grams.toArray()).boxed().toList());

        for (int i = 0; i < 20; i++) {
            int start = random.nextInt(text.length() - 20);
            String sought = text.substring(start, start + 1 + random.nextInt(19));
            TextMatcher matcher = new TextMatcher(List.of(sought));
            matcher.accept(text);
            if (matcher.hasFoundAll()) {
                assertThat(all).containsAll(TextGrams.of(sought, ALL));
            }
        }
    }
}
