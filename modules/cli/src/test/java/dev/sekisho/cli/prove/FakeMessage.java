// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.smtp.AuthorStatus;
import dev.sekisho.policy.smtp.HeaderSyntax;
import dev.sekisho.policy.smtp.MessageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A message that the fake server is sent, and as much of it as tells the rows apart. */
final class FakeMessage {
    private final List<String> lines = new ArrayList<>();

    void line(String line) {
        lines.add(line);
    }

    MessageFacts facts() {
        return new MessageFacts(
                false,
                lines.stream().anyMatch(line -> line.endsWith("\n")),
                form(),
                count("Received: "),
                OptionalInt.of(count("Content-Type: message/rfc822")),
                Optional.empty());
    }

    AuthorStatus author(String user) {
        List<String> froms =
                header().stream().filter(line -> line.startsWith("From: ")).toList();
        if (froms.isEmpty()) {
            return AuthorStatus.MISSING;
        }
        if (froms.size() > 1) {
            return AuthorStatus.REPEATED;
        }
        if (froms.get(0).contains(",")) {
            return AuthorStatus.UNREADABLE;
        }
        return froms.get(0).contains("<" + user + ">") ? AuthorStatus.OWN : AuthorStatus.FOREIGN;
    }

    private HeaderSyntax form() {
        if (lines.get(0).startsWith(" ")) {
            return HeaderSyntax.FIRST_LINE_CONTINUES;
        }
        boolean fields = header().stream().allMatch(line -> line.matches("[A-Z][A-Za-z-]+: .*(?s:.*)"));
        return fields ? HeaderSyntax.SOUND : HeaderSyntax.MALFORMED;
    }

    private List<String> header() {
        return lines.stream().takeWhile(line -> !line.isEmpty()).toList();
    }

    private int count(String beginning) {
        return (int) lines.stream().filter(line -> line.startsWith(beginning)).count();
    }
}
