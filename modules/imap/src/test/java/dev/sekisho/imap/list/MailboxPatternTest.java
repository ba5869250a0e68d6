// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.value.MailboxName;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPatternTest {
    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab.*%").ofMinLength(1).ofMaxLength(10);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab.").ofMinLength(1).ofMaxLength(10);
    }

    @Property(tries = 2_000)
    void matchesAsARegularExpressionDoes(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        String expression = pattern.replace(".", "\\.").replace("*", ".*").replace("%", "[^.]*");

        assertThat(new MailboxPattern(pattern).matches(new MailboxName(name), '.'))
                .isEqualTo(Pattern.matches(expression, name));
    }

    @ParameterizedTest
    @CsvSource({
        "inbox, INBOX, true",
        "in%, INBOX, true",
        "INBOX*, INBOX.kid, true",
        "Sent, sent, false",
        "%, a.b, false",
        "*, a.b, true",
        "a.%, a.b.c, false"
    })
    void inboxIsMatchedInAnyCaseOfLetters(String pattern, String name, boolean matches) {
        assertThat(new MailboxPattern(pattern).matches(new MailboxName(name), '.'))
                .isEqualTo(matches);
    }

    @Test
    void nothingIsMatchedByNothing() {
        assertThat(MailboxPattern.NOTHING.matches(MailboxName.INBOX, '.')).isFalse();
    }

    @Test
    void manyWildcardsAreMatchedInBoundedTime() {
        MailboxPattern pattern = new MailboxPattern("*a".repeat(900));

        assertThat(pattern.matches(new MailboxName("a".repeat(899) + "b"), '.')).isFalse();
    }

    @Test
    void aPatternLongerThanAnyNameMatchesNothing() {
        assertThat(MailboxPattern.of("x".repeat(MailboxPattern.LONGEST + 1))).isEmpty();
    }
}
