// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.diagnostics.ParseResult.Rejected;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "u0@example.org | u0@example.org",
                "\"u0\"@example.org | u0@example.org",
                "\"u\\0\"@EXAMPLE.org. | u0@example.org",
                "\"u.0\"@example.org | u.0@example.org",
                "Taro.Yamada+x@bücher.example | Taro.Yamada+x@xn--bcher-kva.example",
                "\"a b\"@example.org | \"a b\"@example.org",
                "\"a\\ b\"@example.org | \"a b\"@example.org",
                "\"a@b\"@example.org | \"a@b\"@example.org",
                "\"a\\\"b\"@example.org | \"a\\\"b\"@example.org"
            })
    void takesEachAddressInItsOneSpelling(String written, String expected) {
        assertThat(EmailAddress.parse(written).map(EmailAddress::text)).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "taro | no @",
                "@example.org | nothing before",
                "tarō@example.org | SMTPUTF8",
                "a b@example.org | blank",
                "a..b@example.org | dot",
                ".a@example.org | dot",
                "a.@example.org | dot",
                "\"a..b\"@example.org | dots",
                "\"\"@example.org | quotes",
                "\"a@example.org | quotes",
                "\"a\"b@example.org | quotes",
                "a\"b@example.org | character \"",
                "Taro <a@example.org> | < and >",
                "a,b@example.org | character ,",
                "a@b@example.org | character @",
                "a@a_b.example | underscore",
                "a@[192.0.2.1] | literal"
            })
    void refusesWhatSmtpWouldRefuseAndSaysWhy(String written, String why) {
        assertThat(EmailAddress.read(written))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.fault()).contains(why));
        assertThat(EmailAddress.ofWire(written)).isEmpty();
    }

    @Test
    void refusesControlsAndNamesThemWithoutPrintingThem() {
        for (String control : new String[] {"\u001b[31m", "\u0000", "\r\n", "\u007f", "\u0085"}) {
            assertThat(EmailAddress.read("a" + control + "@example.org"))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            refused -> assertThat(refused.fault() + refused.wanted())
                                    .contains("U+00")
                                    .doesNotContain(control));
        }
    }

    @Test
    void takes64OctetsBeforeTheAtAnd254InAll() {
        String most = "a".repeat(64);
        assertThat(EmailAddress.parse(most + "@example.org")).isPresent();
        assertThat(EmailAddress.parse('"' + most + "\"@example.org")).isPresent();
        assertThat(EmailAddress.parse(most + "a@example.org")).isEmpty();
        assertThat(EmailAddress.parse("\"" + "\\a".repeat(100_000) + "\"@example.org"))
                .isEmpty();
        assertThat(EmailAddress.parse("a.".repeat(100_000) + "a@example.org")).isEmpty();
        String domain = "a.".repeat(94) + "a";
        assertThat(EmailAddress.parse(most + "@" + domain)).isPresent();
        assertThat(EmailAddress.parse(most + "@a" + domain)).isEmpty();
    }

    @Property
    void whatIsTakenIsTakenAgainAsItselfAndInSmtp(@ForAll("addresses") String written) {
        EmailAddress.parse(written).ifPresent(address -> {
            assertThat(EmailAddress.parse(address.text())).hasValue(address);
            assertThat(EmailAddress.parse(address.forPeople())).hasValue(address);
            assertThat(EmailAddress.ofWire(address.text())).hasValue(address);
        });
        EmailAddress.ofWire(written)
                .ifPresent(address ->
                        assertThat(EmailAddress.ofWire(address.text())).hasValue(address));
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.strings()
                .withChars("aZ09.\"\\ @,+_-ü\u001b[]<>")
                .ofMaxLength(8)
                .flatMap(local -> Arbitraries.of(
                                "example.org", "EXAMPLE.ORG.", "bücher.example", "a_b.example", "[192.0.2.1]", "")
                        .map(domain -> local + "@" + domain));
    }
}
