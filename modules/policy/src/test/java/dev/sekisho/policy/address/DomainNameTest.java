// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.diagnostics.ParseResult.Rejected;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.Org., example.org",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "bu\u0308cher.example, xn--bcher-kva.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "straße.example, xn--strae-oqa.example",
        "βόλος.example, xn--nxasmm1c.example",
        "日本語。jp, xn--wgv71a119e.jp",
        "ｅｘａｍｐｌｅ．ｏｒｇ, example.org",
        "بازار.example, xn--mgbab2bd.example",
        "r3---sn.example, r3---sn.example",
        "localhost, localhost",
        "i❤.example, xn--i-7iq.example"
    })
    void takesTheNameInTheLettersOfTheDns(String written, String expected) {
        assertThat(DomainName.parse(written).map(DomainName::text)).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a_b.example | underscore",
                "a b.example | blank",
                "-a.example | hyphen",
                "a-.example | hyphen",
                "a..example | dot",
                ".example | dot",
                "example.org.. | dot",
                "192.0.2.1 | IP address",
                "example.1 | IP address",
                "example.1a | digit",
                "[192.0.2.1] | literal",
                "@example.org | @",
                "u@example.org | @",
                "https://example.org | web",
                "example.org/x | character /",
                "xn--zz--.example | xn--",
                "xn--a.example | xn--",
                "xn--abc-.example | xn--",
                "a\u0300\u200d.example | joiner",
                "\u0300a.example | combining mark",
                "אa.example | right",
                "a*b.example | character *"
            })
    void refusesWhatSmtpWouldRefuseAndSaysWhy(String written, String why) {
        assertThat(DomainName.read(written))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.fault()).contains(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u001b[31m.example", "a\u0000.example", "example.org\r\n", "a\u0085.example", "."})
    void refusesWhatIsNoNameAtAll(String written) {
        assertThat(DomainName.parse(written)).isEmpty();
        assertThat(DomainName.ofWire(written)).isEmpty();
    }

    @Test
    void takesLabelsOf63OctetsAndNamesOf253AndNoMore() {
        String longest = "a".repeat(63);
        String name = (longest + ".").repeat(3) + "a".repeat(61);
        assertThat(DomainName.parse(longest + ".example")).isPresent();
        assertThat(DomainName.parse("a" + longest + ".example")).isEmpty();
        assertThat(DomainName.parse("ü" + longest + ".example")).isEmpty();
        assertThat(DomainName.parse(name)).isPresent();
        assertThat(DomainName.parse(name + "a")).isEmpty();
        assertThat(DomainName.parse("a.".repeat(100_000))).isEmpty();
    }

    @Test
    void aHostMayBeNamedAsMachinesAre() {
        assertThat(DomainName.readHost("4f3a9c1b2d7e").toOptional()).isPresent();
        assertThat(DomainName.readHost("4711").toOptional()).isEmpty();
    }

    @Test
    void isShownInTheLettersOfItsPeople() {
        assertThat(new DomainName("xn--bcher-kva.example").forPeople()).isEqualTo("bücher.example");
        assertThat(new DomainName("example.org").forPeople()).isEqualTo("example.org");
        assertThat(new DomainName("xn--a.example").forPeople()).isEqualTo("xn--a.example");
    }

    @Property
    void whatIsTakenIsTakenAgainAsItself(@ForAll @StringLength(max = 80) String written) {
        DomainName.parse(written).ifPresent(name -> {
            assertThat(DomainName.parse(name.text())).hasValue(name);
            assertThat(DomainName.parse(name.forPeople())).hasValue(name);
            assertThat(DomainName.ofWire(name.text())).hasValue(name);
            assertThat(DomainName.ofWire(name.text().toUpperCase(Locale.ROOT) + "."))
                    .hasValue(name);
        });
    }

    @Property
    void aWordAndTheNextAreTakenAlike(@ForAll("names") String written) {
        whatIsTakenIsTakenAgainAsItself(written);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abzABZ019-._ßüÜςσ日本語。א٣١\u200c\u200d\u00ad\u0300 xn")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(label -> label + ".example");
    }
}
