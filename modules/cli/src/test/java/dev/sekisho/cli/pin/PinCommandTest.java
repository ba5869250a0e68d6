// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.prove.OtherServer;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinCommandTest {
    private static final String FIRST = pin("first");
    private static final String SECOND = pin("second");

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
    }

    @Test
    void whatAKeyIsForMustBeSaid() {
        assertThat(commands.run("pin", "add", "branch", FIRST)).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--for incoming", "--for outgoing", "nothing was changed");
        commands.run("pin", "list", "--json");
        assertThat(commands.out()).isEqualToIgnoringWhitespace("[ ]");
    }

    @Test
    void aKeyThatFollowsIsANextOneForTheSamePurpose() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--sender", "@branch.example", "--rate", "100/h");
        run("pin", "add", "branch", SECOND);
        run("pin", "show", SECOND, "--json");
        var shown = JsonOutput.parse(commands.out()).get(0);
        assertThat(shown.path("state").asText()).isEqualTo("next");
        assertThat(shown.path("for").asText()).isEqualTo("incoming");
        assertThat(shown.path("limits").path("rate").asText()).isEqualTo("100/h");
        assertThat(shown.path("limits").path("senders").get(0).asText()).isEqualTo("@branch.example");
    }

    @Test
    void aRotationIsToldStepByStepAndKeptInTheHistory() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--note", "call Hanako");
        run("pin", "add", "branch", SECOND);
        run("pin", "promote", "branch", "--why", "rotation of spring");
        assertThat(commands.out())
                .contains(
                        SECOND + " of branch was next and is active", FIRST + " of branch was active and is retiring");
        run("pin", "retire", FIRST, "--until", "2027-01-31");
        run("pin", "revoke", FIRST);
        run("pin", "history", "branch", "--json");
        var events = JsonOutput.parse(commands.out());
        assertThat(events.findValuesAsText("step"))
                .containsExactly("add", "add", "promote", "supersede", "retire", "revoke");
        assertThat(events.get(2).path("why").asText()).isEqualTo("rotation of spring");
        assertThat(events.get(2).path("who").asText()).contains(System.getProperty("user.name"));
        run("pin", "show", "branch");
        assertThat(commands.out()).contains("call Hanako", "seen   first never");
    }

    @Test
    void aPeersLimitsAndNoteAreChangedForAllItsKeysAndKeptInTheHistory() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--sender", "@branch.example", "--rate", "100/h");
        run("pin", "add", "branch", SECOND);
        run("pin", "change", "branch", "--rate", "5000/d", "--max-size", "1000000", "--note", "call Hanako");
        run("pin", "show", "branch", "--json");
        for (var shown : JsonOutput.parse(commands.out())) {
            assertThat(shown.path("limits").path("rate").asText()).isEqualTo("5000/d");
            assertThat(shown.path("limits").path("messageBytes").asLong()).isEqualTo(1_000_000);
            assertThat(shown.path("limits").path("senders").get(0).asText()).isEqualTo("@branch.example");
            assertThat(shown.path("note").asText()).isEqualTo("call Hanako");
        }
        run("pin", "change", FIRST, "--rate", "any", "--sender", "any", "--max-size", "any");
        run("pin", "history", FIRST, "--json");
        var events = JsonOutput.parse(commands.out());
        assertThat(events.findValuesAsText("step")).containsExactly("add", "change", "change");
        assertThat(events.get(1).path("before").asText()).isEqualTo("senders @branch.example; rate 100/h");
        assertThat(events.get(1).path("after").asText())
                .isEqualTo("senders @branch.example; rate 5000/d; at most 1000000 octets; note call Hanako");
        assertThat(events.get(2).path("after").asText()).isEqualTo("note call Hanako");
    }

    @Test
    void aChangeThatDoesNotFitThePinChangesNothing() {
        run("pin", "add", "provider", FIRST, "--for", "outgoing", "--host", "smtp.example");
        assertThat(commands.run("pin", "change", "provider", "--rate", "1/m")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("for a peer that may relay", "nothing was changed");
        assertThat(commands.run("pin", "change", "provider")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.run("pin", "change", "nobody", "--note", "x")).isEqualTo(ExitCodes.FAILED);
        run("pin", "change", "provider", "--host", "smtp2.example");
        run("pin", "list");
        assertThat(commands.out()).contains("smtp2.example");
    }

    @Test
    void aRevokedKeyComesBackOnlyWhenThatIsAskedFor() {
        run("pin", "add", "branch", FIRST, "--for", "incoming");
        run("pin", "revoke", "branch");
        assertThat(commands.run("pin", "promote", FIRST)).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("pin", "add", "branch", FIRST, "--for", "incoming"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("--again");
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--for both", "--for incoming", "--for both --host mx2.branch.example"})
    void aPinForSendingOnlyIsWidenedWhenThePeerIsToRelayInToo(String wanted) throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "outgoing", "--host", "mx.branch.example", "--note", "call Hanako");
        run(("pin add branch " + FIRST + " " + wanted + " --rate 100/h").split(" "));
        assertThat(commands.out())
                .contains(
                        FIRST + " of branch is already pinned; its use is extended: it was for outgoing mail; hosts",
                        "and is now for both mail",
                        "it is active; both: it may relay through this server");
        run("pin", "show", FIRST, "--json");
        var shown = JsonOutput.parse(commands.out()).get(0);
        assertThat(shown.path("for").asText()).isEqualTo("both");
        assertThat(shown.path("state").asText()).isEqualTo("active");
        assertThat(shown.path("note").asText()).isEqualTo("call Hanako");
        assertThat(shown.path("hosts").toString())
                .contains("\"mx.branch.example\"")
                .matches(hosts -> wanted.contains("mx2") == hosts.contains("mx2.branch.example"));
        assertThat(shown.path("limits").path("rate").asText()).isEqualTo("100/h");
        run("pin", "history", FIRST, "--json");
        var events = JsonOutput.parse(commands.out());
        assertThat(events.findValuesAsText("step")).containsExactly("add", "change");
        assertThat(events.get(1).path("before").asText()).startsWith("for outgoing mail; hosts mx.branch.example");
    }

    @Test
    void aPinForIncomingOnlyIsWidenedAndKeepsItsLimits() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--rate", "100/h");
        run("pin", "add", "branch", FIRST, "--for", "outgoing", "--host", "mx.branch.example");
        run("pin", "show", FIRST, "--json");
        var shown = JsonOutput.parse(commands.out()).get(0);
        assertThat(shown.path("for").asText()).isEqualTo("both");
        assertThat(shown.path("limits").path("rate").asText()).isEqualTo("100/h");
    }

    @Test
    void aWidenedPinsNextKeyForTheOneWayAloneIsToldOf() {
        run("pin", "add", "branch", FIRST, "--for", "outgoing", "--host", "mx.branch.example");
        run("pin", "add", "branch", SECOND);
        run("pin", "add", "branch", FIRST, "--for", "incoming");
        assertThat(commands.err())
                .contains("next key " + SECOND, "'sekisho pin add branch " + SECOND + " --for incoming'");
    }

    @Test
    void neitherAnotherPeersPinNorARevokedOneNorOneThatIsForAllThatIsWidened() {
        run("pin", "add", "branch", FIRST, "--for", "outgoing", "--host", "mx.branch.example");
        assertThat(commands.run("pin", "add", "other", FIRST, "--for", "incoming"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is pinned already, and is active (branch)");
        assertThat(commands.run("pin", "add", "branch", FIRST, "--for", "outgoing"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("is pinned already");
        run("pin", "revoke", FIRST);
        assertThat(commands.run("pin", "add", "branch", FIRST, "--for", "incoming"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("--again");
        run("pin", "list");
        assertThat(commands.out()).contains("outgoing").doesNotContain("both", "incoming");
    }

    @Test
    void theBeginningOfAPinIsEnoughWhereNoOtherBeginsSo() {
        run("pin", "add", "branch", FIRST, "--for", "incoming");
        run("pin", "add", "branch", SECOND, "--for", "incoming", "--state", "active");
        assertThat(commands.run("pin", "revoke", "branch")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("may mean several pins", FIRST, SECOND);
        run("pin", "revoke", FIRST.substring(0, 14));
        assertThat(commands.out()).contains(FIRST + " of branch was active and is revoked");
    }

    @Test
    void aServersKeyIsShownAndPinnedWhenTheAnswerIsYes() throws Exception {
        try (OtherServer other = OtherServer.withStartTls()) {
            assertThat(commands.type("no").run("pin", "add", "provider", other.hostAndPort()))
                    .isEqualTo(ExitCodes.FAILED);
            assertThat(commands.out()).contains("presents", "self-signed", "pin sha256/");
            assertThat(commands.type("yes").run("pin", "add", "provider", other.hostAndPort()))
                    .isZero();
            assertThat(commands.out()).contains("outgoing: mail is sent to 127.0.0.1; it may not relay");
        }
    }

    @Test
    void whereNobodySitsAServersKeyIsPinnedByYesAlone() throws Exception {
        try (OtherServer other = OtherServer.withImplicitTls()) {
            assertThat(commands.run("pin", "add", "provider", other.hostAndPort(), "--implicit-tls"))
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(commands.err()).contains("--yes");
            run(
                    "pin",
                    "add",
                    "provider",
                    other.hostAndPort(),
                    "--implicit-tls",
                    "--yes",
                    "--host",
                    "mx.provider.example");
            assertThat(commands.out()).contains("mail is sent to mx.provider.example");
        }
    }

    @Test
    void theKeyOfAPemFileIsPinned() {
        SelfSignedIdentity.Outcome.Made made = (SelfSignedIdentity.Outcome.Made) new SelfSignedIdentity(
                        "other",
                        folder.resolve("other"),
                        HostPattern.parse("branch.example").orElseThrow(),
                        Clock.systemUTC())
                .ensure();
        run("pin", "add", "branch", folder.resolve("other/certificate.pem").toString(), "--for", "incoming");
        assertThat(commands.out()).contains("pinned " + made.identity().pin());
        assertThat(commands.run(
                        "pin", "add", "x", folder.resolve("other/key.pem").toString(), "--for", "incoming"))
                .isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void aPinOfTheXmlIsShownWithItsPlaceAndChangedThereAlone() throws Exception {
        commands.configureSmtp(2525, "<policy name=\"relay\"><peer name=\"old\" pin=\"" + FIRST + "\"/></policy>");
        run("pin", "list");
        assertThat(commands.out()).contains("smtpserver.xml:4");
        assertThat(commands.run("pin", "add", "branch", FIRST, "--for", "incoming"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("smtpserver.xml:4", "pin of old");
        assertThat(commands.run("pin", "revoke", FIRST)).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("smtpserver.xml:4");
    }

    @Test
    void checkWarnsOfAPeerWhoseOnlyPinIsANextOne() throws Exception {
        commands.configureSmtp(2525, "<policy>relay</policy>");
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--state", "next");
        commands.run("check");
        assertThat(commands.out())
                .contains("peer branch: its one pin for incoming mail is a next one: once its key changes, mail stops")
                .contains("'sekisho pin promote branch', then 'sekisho pin add branch PIN'");
    }

    @Test
    void checkWarnsOfAPeerWithOnePinAndOfARetiringOneWithoutAnEnd() throws Exception {
        commands.configureSmtp(2525, "<policy>relay</policy>");
        run("pin", "add", "branch", FIRST, "--for", "incoming");
        commands.run("check");
        assertThat(commands.out()).contains("peer branch: it has one pin for incoming mail and no next one");
        run("pin", "add", "branch", SECOND);
        commands.run("check");
        assertThat(commands.out()).doesNotContain("no next one");
        run("pin", "promote", "branch");
        commands.run("check");
        assertThat(commands.out()).contains("its retiring pin " + FIRST + " has no end");
    }

    @Test
    void aKeyThatIsWidenedTakesThePlaceOfTheFormerOne() throws Exception {
        commands.configureSmtp(2525, "<policy>relay</policy>");
        run("pin", "add", "branch", FIRST, "--for", "both", "--host", "mx.branch.example");
        run("pin", "add", "branch", SECOND, "--for", "outgoing", "--host", "mx.branch.example", "--state", "active");
        commands.run("check");
        assertThat(commands.out()).contains("peer branch: its keys", "are active at once", "several machines");
        run("pin", "add", "branch", SECOND, "--for", "incoming");
        assertThat(commands.out())
                .contains(SECOND + " of branch is already pinned; its use is extended")
                .contains("in its place " + FIRST + " of branch was active and is retiring");
        commands.run("check");
        assertThat(commands.out()).doesNotContain("are active at once");
    }

    @Test
    void aKeyForOneWayOfAPeerForBothIsANextOne() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "both", "--host", "mx.branch.example");
        run("pin", "add", "branch", SECOND, "--for", "incoming");
        assertThat(commands.out()).contains("for branch, next; incoming");
    }

    @Test
    void whatCheckProposesForAPeerOfMixedUsesIsTaken() throws Exception {
        commands.configureSmtp(2525, "<policy>relay</policy>");
        run("pin", "add", "branch", FIRST, "--for", "incoming");
        run("pin", "add", "branch", SECOND, "--for", "outgoing", "--host", "mx.branch.example");
        commands.run("check");
        String proposed = "pin add branch PIN --for outgoing --host mx.branch.example";
        assertThat(commands.out())
                .contains("'sekisho pin add branch PIN --for incoming'", "'sekisho " + proposed + "'");
        run(proposed.replace("PIN", pin("third")).split(" "));
        assertThat(commands.out()).contains("for branch, next; outgoing");
    }

    @Test
    void checkNamesBothPlacesOfAKeyThatIsPinnedTwice() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "incoming");
        commands.configureSmtp(2525, "<policy name=\"relay\"><peer name=\"old\" pin=\"" + FIRST + "\"/></policy>");
        assertThat(commands.run("check")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out()).contains("smtpserver.xml:4", "pin of peer old", "branch's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add branch sha256/short --for incoming",
                "add branch nothing.pem --for incoming",
                "add branch 127.0.0.1:99999 --for incoming",
                "add .. PIN --for incoming",
                "add branch PIN --for everything",
                "add branch PIN --for outgoing",
                "add branch PIN --for incoming --host mx.example.org",
                "add branch PIN --for outgoing --host mx.example.org --rate 1/h",
                "add branch PIN --for incoming --state revoked",
                "add branch PIN --for incoming --rate fast",
                "add branch PIN --for incoming --sender nobody",
                "add branch PIN --for incoming --max-size 0",
                "add branch PIN --for incoming --max-size 2KiB",
                "retire PIN --until tomorrow"
            })
    void whatIsNotUnderstoodChangesNothing(String line) {
        assertThat(commands.run(("pin " + line).replace("PIN", FIRST).split(" ")))
                .isEqualTo(ExitCodes.USAGE);
        run("pin", "history", "--json");
        assertThat(commands.out()).isEqualToIgnoringWhitespace("[ ]");
    }

    @Test
    void aDayThatIsNoneIsAnsweredWithItsForm() {
        commands.run("pin", "retire", "branch", "--until", "tomorrow");
        assertThat(commands.err()).contains("--until tomorrow is not a day; write one such as 2027-01-31");
    }

    @Test
    void aSizeIsWrittenAsInTheXml() throws Exception {
        run("pin", "add", "branch", FIRST, "--for", "incoming", "--max-size", "2K");
        assertThat(commands.out()).contains("messages of at most 2048 octets");
        run("pin", "change", "branch", "--max-size", "35M");
        assertThat(commands.out()).contains("at most 36700160 octets");
        assertThat(commands.run("pin", "change", "branch", "--max-size", "large"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("--max-size large is not a size", "such as 35M");
    }

    private void run(String... arguments) {
        assertThat(commands.run(arguments)).as(commands.out() + commands.err()).isZero();
    }

    private static String pin(String key) {
        return Pin.ofSpki(key.getBytes(StandardCharsets.US_ASCII)).toString();
    }
}
