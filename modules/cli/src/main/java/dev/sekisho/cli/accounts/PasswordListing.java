// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.store.users.NamedPassword;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.Username;

/** Passwords of users, for people and for programs. */
final class PasswordListing {
    private final List<Row> rows = new ArrayList<>();

    private record Row(String user, NamedPassword password) {}

    void add(Username user, List<NamedPassword> passwords) {
        passwords.forEach(password -> rows.add(new Row(user.asString(), password)));
    }

    List<String> lines(Instant now) {
        TextTable table = new TextTable("USER", "NAME", "FOR", "EXPIRES", "CHANGED", "LAST USED", "FROM", "SCHEME");
        rows.forEach(row -> {
            NamedPassword password = row.password();
            table.add(
                    EscapedText.text(row.user()),
                    password.name(),
                    word(password.scope()),
                    password.expires().map(PasswordListing::minute).orElse("never")
                            + (password.isExpired(now) ? " (expired)" : ""),
                    minute(password.changed()),
                    password.lastUse().map(use -> minute(use.when())).orElse("-"),
                    password.lastUse().map(PasswordUse::from).orElse("-"),
                    password.scheme());
        });
        return table.lines();
    }

    ArrayNode json() {
        ArrayNode array = JsonOutput.array();
        rows.forEach(row -> describe(array.addObject(), row));
        return array;
    }

    /** With the password itself, if it was made here. */
    ArrayNode json(NewPassword.Given given) {
        ArrayNode array = JsonOutput.array();
        for (Row row : rows) {
            ObjectNode node = array.addObject();
            describe(node, row);
            if (given.made()) {
                node.put("password", given.text());
            }
        }
        return array;
    }

    private static void describe(ObjectNode node, Row row) {
        NamedPassword password = row.password();
        node.put("user", row.user())
                .put("name", password.name())
                .put("scope", word(password.scope()))
                .put("expires", password.expires().map(Instant::toString).orElse(null))
                .put("added", password.added().toString())
                .put("changed", password.changed().toString())
                .put(
                        "lastUsed",
                        password.lastUse().map(use -> use.when().toString()).orElse(null))
                .put("lastUsedFrom", password.lastUse().map(PasswordUse::from).orElse(null))
                .put("scheme", password.scheme());
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String word(PasswordScope scope) {
        return switch (scope) {
            case SEND -> "send";
            case RECEIVE -> "receive";
            case BOTH -> "both";
        };
    }
}
