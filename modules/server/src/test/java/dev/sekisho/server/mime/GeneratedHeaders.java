// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Headers with authors in many disguises, each character an octet. */
final class GeneratedHeaders {
    static final List<String> SOUND_AUTHORS = List.of(
            "alice@example.org",
            "<alice@example.org>",
            "Alice <alice@example.org>",
            "\"alice\"@example.org",
            "\"Doe, Alice\" <alice@example.org>",
            "J. Q. Public <alice@example.org>",
            "\"boss@example.org\" <alice@example.org>",
            "\"<boss@example.org>\" <alice@example.org>",
            "\"a \\\" \\\\ b\" <alice@example.org>",
            "alice@example.org (Alice (the first))",
            "Alice (Sales) Doe <alice@example.org> (here)",
            "=?utf-8?q?M=C3=BCller=2C_A?= <alice@example.org>",
            "=?iso-2022-jp?B?GyRCO3NFRBsoQg==?= =?utf-8?q?x?= <alice@example.org>",
            "\"=?utf-8?q?M=C3=BCller?=\" <alice@example.org>",
            "M\u00c3\u00bcller <alice@example.org>",
            "alice@example.org, Other <alice@mail.example.org>");
    private static final List<String> PIECES = List.of(
            "alice@example.org",
            "boss@example.org",
            "<alice@example.org>",
            "<boss@example.org>",
            "\"alice\"@example.org",
            "\"boss@example.org\"",
            "\"b\\\"oss\"",
            "\"",
            "\\",
            "<",
            ">",
            ",",
            ";",
            ":",
            "@",
            ".",
            "(",
            ")",
            "[",
            "]",
            " ",
            "\t",
            "\r\n ",
            "\r\n\t",
            "\r\n \r\n ",
            "Alice",
            "B.",
            "team:",
            "(c)",
            "(<boss@example.org>)",
            "=?utf-8?q?boss=40example.org?=",
            "=?utf-8?q?=3Cboss=40example.org=3E?=",
            "=?utf-8?b?Ym9zc0BleGFtcGxlLm9yZyw=?=",
            "@relay.example:",
            "\u00c2\u00a0",
            "\u00c2\u0085",
            "\u00e2\u0080\u00a8",
            "\u00ef\u00bb\u00bf",
            "\u00fc",
            "\0",
            "\r",
            "\u001b");
    private static final List<String> LINES = List.of(
            "Subject: hello\r\n",
            "Subject: folded\r\n\tonce\r\n",
            "Sender: alice@example.org\r\n",
            "Sender: boss@example.org\r\n",
            "Resent-From: boss@example.org\r\n",
            "From: boss@example.org\r\n",
            "FROM: boss@example.org\r\n",
            "From : boss@example.org\r\n",
            "From\t: boss@example.org\r\n",
            "From\u00c2\u00a0: boss@example.org\r\n",
            "\u00ef\u00bb\u00bfFrom: boss@example.org\r\n",
            "From boss@example.org Mon Nov 30 10:00:00 2026\r\n",
            ">From: boss@example.org\r\n",
            " From: boss@example.org\r\n",
            "\tboss@example.org\r\n",
            "\r\n",
            " \r\n",
            ": x\r\n",
            "no field\r\n",
            "X: \rFrom: boss@example.org\r\n",
            "X: \u00c2\u0085From: boss@example.org\r\n",
            "Subject: =?utf-8?q?=0D=0AFrom:_boss=40example.org?=\r\n",
            "X: \u000bFrom: boss@example.org\r\n");

    private GeneratedHeaders() {}

    /** A From that is sound or made of pieces, among other lines. */
    static Arbitrary<String> any() {
        Arbitrary<String> made = Arbitraries.of(PIECES).list().ofMaxSize(6).map(pieces -> String.join("", pieces));
        Arbitrary<String> mixed = Combinators.combine(made, Arbitraries.of(SOUND_AUTHORS), made)
                .as((before, author, after) -> before + author + after);
        Arbitrary<String> author = Arbitraries.oneOf(Arbitraries.of(SOUND_AUTHORS), made, mixed);
        Arbitrary<String> field = Combinators.combine(Arbitraries.of("From", "from", "FROM", "fRoM"), author)
                .as((name, value) -> name + ": " + value + "\r\n");
        Arbitrary<String> lines = Arbitraries.of(LINES).list().ofMaxSize(2).map(several -> String.join("", several));
        return Combinators.combine(lines, field, lines)
                .as((before, from, after) -> before + from + after + "\r\ntext\r\n");
    }
}
