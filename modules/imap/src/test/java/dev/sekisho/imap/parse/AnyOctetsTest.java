// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever comes ends in commands and refusals, the same ones however it is cut. */
class AnyOctetsTest {
    private static final List<String> PIECES = List.of(
            "a ",
            "b2 ",
            "* ",
            "+",
            "UID ",
            "FETCH ",
            "APPEND ",
            "REPLACE ",
            "LOGIN ",
            "SEARCH ",
            "STORE ",
            "LIST ",
            "NOOP",
            "CATENATE (",
            "TEXT ",
            "URL ",
            "UTF8 (",
            "1:*",
            "$",
            "NOT ",
            "OR ",
            "BODY[",
            "]",
            "<0.5>",
            "(",
            ")",
            "\"",
            "\\",
            "{3}\r\n",
            "{3+}\r\n",
            "~{2+}\r\n",
            "{0}\r\n",
            "{20000}\r\n",
            "{20000+}\r\n",
            "{99999999999999999999}\r\n",
            "{",
            "}",
            "abc",
            "\r\n",
            "\r\n",
            "\r\n",
            "\r",
            "\n",
            "\0",
            " ",
            " ",
            "&",
            "INBOX ",
            "\u00e4",
            "%",
            "12345678901234567890");

    @Provide
    Arbitrary<byte[]> octets() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.of(PIECES)),
                Tuple.of(1, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(5)));
        return piece.list()
                .ofMaxSize(60)
                .map(pieces -> pieces.stream().collect(Collectors.joining()).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Property(tries = 3_000)
    void anySplitOfTheInputGivesTheSame(
            @ForAll("octets") byte[] octets,
            @ForAll @IntRange(min = 1, max = 9) int one,
            @ForAll @IntRange(min = 1, max = 40) int other) {
        List<String> whole = Parsing.session(octets, Parsing.LIMITS, 1 << 20);

        assertThat(Parsing.session(octets, Parsing.LIMITS, 1)).isEqualTo(whole);
        assertThat(Parsing.session(octets, Parsing.LIMITS, one, other)).isEqualTo(whole);
    }

    @Property(tries = 3_000)
    void anyLineIsReadAsOneCommandOrRefusedOnce(@ForAll("octets") byte[] octets) {
        String line = new String(octets, StandardCharsets.ISO_8859_1).replaceAll("[\r\n\0]|[{}]", "");
        byte[] sent = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Parsing.session(sent, Parsing.LIMITS, 7)).hasSize(1);
    }

    @Property(tries = 2_000)
    void theParserReadsWhateverStandsInACommand(@ForAll("octets") byte[] octets) {
        assertThat(ImapCommandParser.parse(octets, Parsing.REV1)).isNotNull();
        assertThat(ImapCommandParser.parse(octets, Parsing.UTF8)).isNotNull();
    }

    @Test
    void timeGrowsWithTheOctetsAlone() {
        String[] beginnings = {
            "a SEARCH " + "NOT ".repeat(200_000),
            "a SEARCH " + "(".repeat(800_000),
            "a FETCH " + "1,3,".repeat(200_000) + "5 FLAGS",
            "a FETCH " + "9,7,5,3,".repeat(100_000) + "1 FLAGS",
            "a STORE 1 FLAGS (" + "x ".repeat(400_000),
            "a FETCH 1 BODY[" + "1.".repeat(400_000),
            "a SEARCH SUBJECT \"" + "\\\\".repeat(400_000),
            "a LIST \"\" (" + "* ".repeat(400_000),
            "a CREATE \"" + "&-".repeat(400_000) + "\"",
            "a CREATE \"" + "&".repeat(800_000) + "\"",
            "a NOTIFY SET " + "(personal NONE) ".repeat(50_000),
            "a ENABLE" + " x".repeat(400_000)
        };
        long start = System.nanoTime();
        for (String beginning : beginnings) {
            assertThat(ImapCommandParser.parse(Parsing.octets(beginning + "\r\n"), Parsing.REV1))
                    .isNotNull();
        }

        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }
}
