// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ban;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.login.AccountBucket;
import dev.sekisho.policy.login.ClientPlace;
import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.GuessSubject;
import dev.sekisho.policy.login.Guesser;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.Store;
import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanCommandTest {
    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
    }

    @Test
    void aBanIsListedWithItsEndAndReasonUntilItIsRemoved() throws Exception {
        assertThat(commands.run("ban", "list")).isZero();
        assertThat(commands.out()).contains("nobody is banned or held off");
        assertThat(commands.run("ban", "add", "192.0.2.0/24", "--for", "7d", "--all-ports", "--reason", "guesses"))
                .isZero();
        assertThat(commands.run("ban", "list")).isZero();
        assertThat(commands.out())
                .contains("192.0.2.0/24")
                .contains("banned on all ports")
                .contains(": guesses");
        commands.run("ban", "list", "--json");
        JsonNode ban = JsonOutput.parse(commands.out()).get("bans").get(0);
        assertThat(ban.get("network").asText()).isEqualTo("192.0.2.0/24");
        assertThat(ban.get("allPorts").asBoolean()).isTrue();
        assertThat(Instant.parse(ban.get("until").asText()))
                .isAfter(Instant.now().plusSeconds(6 * 86_400));
        assertThat(commands.run("ban", "remove", "192.0.2.0/24")).isZero();
        assertThat(commands.run("ban", "remove", "192.0.2.0/24")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("neither banned nor held off");
        assertThat(Files.readString(folder.resolve("var/log/sekisho.log")))
                .contains("event=ban action=add network=192.0.2.0/24 until=")
                .contains("event=ban action=remove network=192.0.2.0/24 until=- ");
    }

    @Test
    void whatIsNoNetworkOrTheWholeInternetIsRefused() {
        assertThat(commands.run("ban", "add", "192.0.2.1/24")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("write 192.0.2.0/24, which is the whole network");
        assertThat(commands.run("ban", "add", "0.0.0.0/0")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("ban", "add", "mail.example.org")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("ban", "add", "192.0.2.1", "--for", "soon")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void holdOffsAndGuessedAccountsAreListedAndAHoldOffIsLifted() throws Exception {
        Instant now = Instant.now();
        Files.createDirectories(folder.resolve("var"));
        try (Store store =
                Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")))) {
            List<Guess> guesses = LongStream.range(0, 3)
                    .mapToObj(i -> new Guess(
                            i,
                            now,
                            new Guesser(
                                    new ClientPlace("192.0.2." + i, "192.0.2.0/24"),
                                    AccountBucket.of("taro@example.org"),
                                    Optional.of("taro@example.org"),
                                    Guesser.Standing.STRANGER)))
                    .toList();
            HoldOff heldOff = new HoldOff(
                    new GuessSubject(GuessSubject.Kind.ADDRESS, "2001:db8:0:0:0:0:0:0/64"), now.plusSeconds(900), 2);
            store.guesses().write(new GuessStore.Batch(guesses, List.of(), List.of(heldOff), List.of()), now);
        }
        assertThat(commands.run("ban", "list")).isZero();
        assertThat(commands.out())
                .contains("2001:db8:0:0:0:0:0:0/64")
                .contains("time 2 in a row")
                .contains("taro@example.org")
                .contains("3 bad logins from 3 addresses in an hour");
        assertThat(commands.run("ban", "remove", "2001:db8::7")).isZero();
        commands.run("ban", "list", "--json");
        assertThat(JsonOutput.parse(commands.out()).get("heldOff")).isEmpty();
    }
}
