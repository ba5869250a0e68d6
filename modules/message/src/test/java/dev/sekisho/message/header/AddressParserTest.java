// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "john@example.org | <john@example.org>",
                "John Doe <john@example.org> | John Doe <john@example.org>",
                "\"Doe, John\" <j@example.net> | Doe, John <j@example.net>",
                "\"Doe, \\\"J\\\"\" <j@example.net> | Doe, \"J\" <j@example.net>",
                "John  \"Q.\"  Doe <j@example.net> | John Q. Doe <j@example.net>",
                "John Q. Doe <j@example.net> | John Q. Doe <j@example.net>",
                "john@example.org (John Doe) | John Doe <john@example.org>",
                "john@example.org (John (the) Doe) | John (the) Doe <john@example.org>",
                "a@b.org, c@d.org | <a@b.org> + <c@d.org>",
                "a@b.org; c@d.org | <a@b.org> + <c@d.org>",
                ",, a@b.org,, | <a@b.org>",
                "John <a@b.org> Jane <c@d.org> | John <a@b.org> + Jane <c@d.org>",
                "<@route:user@domain> | <user@domain> by @route",
                "<@a,@b:user@domain> | <user@domain> by @a,@b",
                "<user-from (comment)@ (comment) domain.org> | <user-from@domain.org>",
                "john . doe @ example . org | <john.doe@example.org>",
                "\"john doe\"@example.org | <john doe@example.org>",
                "john@[192.0.2.1] | <john@[192.0.2.1]>",
                "..dots..@docomo.example | <..dots..@docomo.example>",
                "=?utf-8?Q?Doe, John <x@evil.example>?= <j@example.net> | =?utf-8?Q?Doe, John <x@evil.example>?= <j@example.net>",
                "a@b.org <c@d.org> | a@b.org <c@d.org>",
                "[List] Name <c@d.org> | [List] Name <c@d.org>",
                "<a@b.org | <a@b.org>",
                "John <a@b.org | John <a@b.org>",
                "a@b.org> | <a@b.org>",
                "a@b.org>, c@d.org | <a@b.org> + <c@d.org>",
                "A <<a@b.org>> | A <a@b.org>",
                "<<a@b.org>>, c@d.org | <a@b.org> + <c@d.org>",
                "<@a , @b : user@domain> | <user@domain> by @a,@b",
                "root | <root@>",
                "Root <root> | Root <root@>",
                "\"Doe, John <j@example.net> | \"Doe <@> + John <j@example.net>",
            })
    void readsAnAddress(String field, String expected) {
        assertThat(shown(field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "John Doe | John Doe",
                "John Doe john@example.org | John Doe john@example.org",
                "a@b@c.org | a@b@c.org",
                "a@ | a@",
                "@b.org | @b.org",
                "John <a b@c.org> | John",
                "John <> | John",
                "<a b@c> | a b@c",
                "<a@b c@d> | a@b c@d",
                "a@b> c@d | a@b> c@d",
                "\"a\"b@c.org | ab@c.org",
                "a@\"b.org\" | a@b.org",
                "a@b]c.org | a@b]c.org",
                "a\\b@c.org | a\\b@c.org",
                "John <a@b.or>g | John",
                "John <a@b.or, | John",
                "a@.org | a@.org",
                "=?utf-8?q?john=40example.org?= | =?utf-8?q?john=40example.org?=",
                "john@example.org jane@example.org | john@example.org jane@example.org",
            })
    void makesANameOfWhatIsNoAddress(String field, String name) {
        assertThat(shown(field)).isEqualTo(name + " <@>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "group: g1@d1.org, g2@d2.org;, group2: g3@d3.org; | group:<g1@d1.org> + <g2@d2.org>; + group2:<g3@d3.org>;",
                "group:;, group2: (foo) ; | group:; + group2:;",
                "undisclosed-recipients:; | undisclosed-recipients:;",
                "undisclosed recipients: | undisclosed recipients:;",
                "A: Jane <a@b.org>;, c@d.org | A:Jane <a@b.org>; + <c@d.org>",
                "\"A, B\": a@b.org | A, B:<a@b.org>;",
            })
    void readsAGroup(String field, String expected) {
        assertThat(shown(field)).isEqualTo(expected);
    }

    @Test
    void keepsTheOctetsOfUtf8() {
        RawText field = RawText.ofUtf8("Jörg <jörg@exämple.net>");

        Mailbox mailbox = (Mailbox) AddressParser.parse(field).get(0);

        assertThat(mailbox.name()).isEqualTo(RawText.ofUtf8("Jörg"));
        assertThat(mailbox.localPart()).isEqualTo(RawText.ofUtf8("jörg"));
        assertThat(mailbox.domain().decoded()).isEqualTo("exämple.net");
    }

    @Test
    void saysNothingOfAnEmptyField() {
        assertThat(AddressParser.parse(new RawText(""))).isEmpty();
        assertThat(AddressParser.parse(new RawText(" , ; <>"))).isEmpty();
    }

    @Test
    void leavesOutTheLastAddressOfACutField() {
        String addresses = "someone@example.org, ".repeat(4_000);
        HeaderField cut = new HeaderField(new RawText(("To: " + addresses).substring(0, HeaderField.MOST_OCTETS)));

        List<Address> read = AddressParser.parse(cut);

        assertThat(read).hasSizeGreaterThan(3_000);
        assertThat(read).allSatisfy(address -> assertThat(shown(address)).isEqualTo("<someone@example.org>"));
    }

    @Test
    void takesNoLongerThanTheFieldIsLong() {
        for (String piece : List.of("\"\\\"", "(", "((a)", "=?a?q?", "<", "[", "a@", ":", "@a,", "\"a", "=?", "a b")) {
            assertThat(AddressParser.parse(new RawText(piece.repeat(20_000)))).isNotNull();
        }
    }

    private static String shown(String field) {
        return AddressParser.parse(new RawText(field)).stream()
                .map(AddressParserTest::shown)
                .collect(Collectors.joining(" + "));
    }

    private static String shown(Address address) {
        return address.fold(
                AddressParserTest::mailbox,
                group -> group.name()
                        + group.members().stream()
                                .map(AddressParserTest::mailbox)
                                .collect(Collectors.joining(" + ", ":", ";")));
    }

    private static String mailbox(Mailbox mailbox) {
        String name = mailbox.name() == null ? "" : mailbox.name() + " ";
        String route = mailbox.route() == null ? "" : " by " + mailbox.route();
        return name + "<" + mailbox.localPart() + "@" + mailbox.domain() + ">" + route;
    }
}
