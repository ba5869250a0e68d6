// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathArgumentTest {
    @Test
    void readsAPathAndItsParameters() {
        assertThat(PathArgument.parse("FROM:<a@example.org> SIZE=10 body=8BITMIME", "FROM:"))
                .contains(new PathArgument("a@example.org", Map.of("SIZE", "10", "BODY", "8BITMIME")));
    }

    @Test
    void readsTheNullPath() {
        assertThat(PathArgument.parse("from:<>", "FROM:")).contains(new PathArgument("", Map.of()));
    }

    @Test
    void allowsABlankBehindTheColonAsClientsHaveIt() {
        assertThat(PathArgument.parse("TO: <a@example.org>", "TO:"))
                .contains(new PathArgument("a@example.org", Map.of()));
    }

    @Test
    void dropsASourceRoute() {
        assertThat(PathArgument.parse("TO:<@x.example,@y.example:a@example.org>", "TO:"))
                .contains(new PathArgument("a@example.org", Map.of()));
    }

    @Test
    void findsTheEndBehindAQuotedBracket() {
        assertThat(PathArgument.parse("TO:<\"a>\\\"b\"@example.org>", "TO:"))
                .contains(new PathArgument("\"a>\\\"b\"@example.org", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org",
                "TO:a@example.org",
                "TO:<a@example.org",
                "TO:< a@example.org>",
                "TO:<a@example.org >",
                "TO:<a@example.org>X=1",
                "TO:<a@example.org> =1",
                "TO:<a@example.org> SIZE=1 SIZE=2",
                "FROM:<a@example.org>",
                ""
            })
    void refusesWhatIsNotOfTheGrammar(String argument) {
        assertThat(PathArgument.parse(argument, "TO:")).isEmpty();
    }
}
