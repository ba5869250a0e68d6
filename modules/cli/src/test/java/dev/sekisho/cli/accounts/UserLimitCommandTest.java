// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.Store;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sending.SentCount;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLimitCommandTest {
    private static final String TARO = "taro@example.org";

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
        commands.run("domain", "add", "example.org");
        String hash = "{SHA256-CRYPT}$5$dtRali/SyNEe53Ox$GCdef9ZDKSZv56nPxleB.hGd/wiGtPd1SlkOLKi/5Z1";
        for (String user : List.of(TARO, "hanako@example.org")) {
            assertThat(commands.pipe(hash + "\n").run("user", "add", "--password-hash", user))
                    .isZero();
        }
    }

    private void stored(Consumer<SendingStore> work) {
        try (Store store =
                Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")))) {
            work.accept(store.sending());
        }
    }

    @Test
    void aUserGetsLimitsOfTheirOwnAndThoseOfTheListenersAgain() {
        assertThat(commands.run("user", "limit", TARO, "--hour", "5", "--day", "10"))
                .isZero();
        assertThat(commands.out())
                .contains("taro@example.org may send to 5 recipients an hour, 10 a day")
                .contains("sent to 0 in the last 60 minutes, 0 in the last 24 hours");
        stored(sending -> assertThat(sending.limits(TARO)).contains(new SendingLimits(5, 10)));
        commands.run("user", "list");
        assertThat(commands.out())
                .contains("taro@example.org  may send to 5 recipients an hour, 10 a day")
                .doesNotContain("hanako@example.org  may");
        assertThat(commands.run("user", "limit", TARO, "--default")).isZero();
        assertThat(commands.out()).contains("as many recipients as the listeners allow");
        stored(sending -> assertThat(sending.limits(TARO)).isEmpty());
    }

    @Test
    void whatAUserHasSentAndUntilWhenItIsAtItsLimitIsShown() throws Exception {
        Instant now = Instant.now();
        Instant until = now.plus(Duration.ofHours(1));
        stored(sending -> {
            sending.add(List.of(new SentCount(TARO, SentRecipients.stepOf(now), 200)), now);
            sending.reached(TARO, new ReachedLimit(SendingPeriod.HOUR, 200, until), now);
        });
        commands.run("user", "limit", TARO, "--json");
        JsonNode limit = JsonOutput.parse(commands.out());
        assertThat(limit.get("sentInHour").asInt()).isEqualTo(200);
        assertThat(limit.get("sentInDay").asInt()).isEqualTo(200);
        assertThat(limit.has("limits")).isFalse();
        commands.run("user", "list");
        assertThat(commands.out()).contains("taro@example.org  at its limit of recipients until ");
        commands.run("user", "list", "--json");
        assertThat(JsonOutput.parse(commands.out()).get(1).get("atLimitUntil").asText())
                .isEqualTo(
                        until.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
    }

    @Test
    void ofWhatIsNoLimitNothingIsChanged() {
        assertThat(commands.run("user", "limit", TARO, "--hour", "0", "--day", "10"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("a limit is 1 or more", "user disable");
        assertThat(commands.run("user", "limit", TARO, "--hour", "5")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("user", "limit", TARO, "--hour", "5", "--day", "6", "--default"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("user", "limit", "nobody@example.org", "--hour", "5", "--day", "6"))
                .isEqualTo(ExitCodes.FAILED);
        stored(sending -> assertThat(sending.limits()).isEmpty());
    }

    @Test
    void aDayBelowTheHourIsWarnedOf() {
        assertThat(commands.run("user", "limit", TARO, "--hour", "5", "--day", "4"))
                .isZero();
        assertThat(commands.err()).contains("warning: the limit of a day is below that of an hour");
    }
}
