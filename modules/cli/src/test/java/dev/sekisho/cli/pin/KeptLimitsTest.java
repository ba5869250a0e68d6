// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.pin.Pin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer's limits outlive its keys, whichever command adds another key. */
class KeptLimitsTest {
    private static final Pin OLD = Pin.ofSpki("old".getBytes(StandardCharsets.US_ASCII));
    private static final Pin NEW = Pin.ofSpki("new".getBytes(StandardCharsets.US_ASCII));
    private static final String SAID = "limits: recipients in b.test; rate 500/h";

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
    }

    @Test
    void aNextKeyThatIsEnrolledHasThem() throws Exception {
        enrol(List.of(OLD), List.of());
        run("pin change peer --rate 500/h --recipient-domain b.test");
        enrol(List.of(OLD), List.of(NEW));
        assertThat(commands.out()).contains("pinned " + NEW, SAID);
        assertLimited(NEW);
    }

    @Test
    void aKeyForSendingThatIsWidenedHasThem() throws Exception {
        run("pin add peer " + OLD + " --for both --host b.test --rate 500/h --recipient-domain b.test");
        run("pin add peer " + NEW + " --for outgoing --host b.test --state active");
        run("pin add peer " + NEW + " --for incoming");
        assertThat(commands.out()).contains("its use is extended", SAID);
        assertLimited(NEW);
    }

    @Test
    void aKeyForSendingThatIsWidenedByAnEnrolmentHasThem() throws Exception {
        run("pin add peer " + OLD + " --for both --host b.test --rate 500/h --recipient-domain b.test");
        run("pin add peer " + NEW + " --for outgoing --host b.test");
        enrol(List.of(OLD), List.of(NEW));
        assertLimited(OLD);
        assertLimited(NEW);
    }

    @Test
    void aKeyForOneWayOfAPeerForBothHasThem() throws Exception {
        run("pin add peer " + OLD + " --for both --host b.test --rate 500/h --recipient-domain b.test");
        run("pin add peer " + NEW + " --for incoming");
        assertThat(commands.out()).contains(SAID);
        assertLimited(NEW);
    }

    @Test
    void aKeyAfterARevokedOneHasThem() throws Exception {
        run("pin add peer " + OLD + " --for incoming --rate 500/h --recipient-domain b.test");
        run("pin revoke peer");
        run("pin add peer " + NEW + " --for incoming");
        assertThat(commands.out()).contains(SAID);
        assertLimited(NEW);
    }

    @Test
    void aRevokedKeyThatComesBackHasThem() throws Exception {
        run("pin add peer " + OLD + " --for incoming --rate 500/h --recipient-domain b.test");
        run("pin revoke peer");
        run("pin add peer " + OLD + " --for incoming --again");
        assertThat(commands.out()).contains(SAID);
        assertLimited(OLD);
    }

    @Test
    void limitsThatWereLiftedDoNotComeBackWithAKeyThatIsRevoked() throws Exception {
        run("pin add peer " + OLD + " --for incoming --rate 500/h --recipient-domain b.test");
        run("pin add peer " + NEW);
        run("pin revoke " + NEW);
        run("pin change peer --rate any --recipient-domain any");
        run("pin add peer " + Pin.ofSpki(new byte[] {3}) + " --for incoming");
        assertThat(commands.out()).contains("without limits");
    }

    @Test
    void whatHoldsNowGoesBeforeWhatHeldForARevokedKey() throws Exception {
        run("pin add peer " + OLD + " --for incoming --rate 500/h --recipient-domain b.test");
        run("pin add peer " + NEW + " --rate 900/h");
        run("pin revoke " + NEW);
        run("pin add peer " + Pin.ofSpki(new byte[] {3}));
        assertThat(commands.out()).contains(SAID);
    }

    @Test
    void aKeyOfAPeerOfTheXmlHasThem() throws Exception {
        commands.configureSmtp(
                2525,
                "<policy name=\"relay\"><peer name=\"peer\" pin=\"" + OLD
                        + "\" rate=\"500/h\" recipient-domain=\"b.test\"/></policy>");
        run("pin add peer " + NEW + " --for incoming");
        assertLimited(NEW);
    }

    @Test
    void aLimitThatIsSaidTakesThePlaceOfItsKindAlone() throws Exception {
        run("pin add peer " + OLD + " --for incoming --rate 100/h --recipient-domain b.test");
        run("pin add peer " + NEW + " --for incoming --rate 500/h");
        assertLimited(NEW);
    }

    @Test
    void aKeyThatAlreadyLetsInKeepsItsOwnWhenItIsWidened() throws Exception {
        run("pin add peer " + OLD + " --for incoming --rate 500/h --recipient-domain b.test");
        run("pin add peer " + NEW + " --for incoming");
        run("pin change " + NEW + " --rate any --recipient-domain any");
        run("pin add peer " + NEW + " --for both --host b.test");
        assertThat(commands.out()).contains("its use is extended", "without limits");
    }

    @Test
    void thatThereAreNoneIsSaid() {
        run("pin add peer " + OLD + " --for incoming");
        assertThat(commands.out()).contains("without limits except those of the listener");
        run("pin add server " + NEW + " --for outgoing --host b.test");
        assertThat(commands.out()).doesNotContain("limits");
    }

    @Test
    void checkWarnsOfKeysWithDifferentLimits() throws Exception {
        commands.configureSmtp(2525, "<policy>relay</policy>");
        run("pin add peer " + OLD + " --for incoming --rate 500/h");
        run("pin add peer " + NEW);
        commands.run("check");
        assertThat(commands.out()).doesNotContain("different limits");
        run("pin change " + NEW + " --rate any");
        commands.run("check");
        assertThat(commands.out())
                .contains("peer peer: its keys have different limits", OLD + " (rate 500/h)", NEW + " (no limits)")
                .contains("'sekisho pin change peer'");
        run("pin revoke " + OLD);
        commands.run("check");
        assertThat(commands.out()).doesNotContain("different limits");
    }

    private void assertLimited(Pin pin) throws Exception {
        run("pin show " + pin + " --json");
        JsonNode limits = JsonOutput.parse(commands.out()).get(0).path("limits");
        assertThat(limits.path("rate").asText()).isEqualTo("500/h");
        assertThat(limits.path("recipientDomains").toString()).isEqualTo("[\"b.test\"]");
    }

    private void enrol(List<Pin> active, List<Pin> next) throws Exception {
        Enrolment output = new Enrolment("b.test", 2525, false, active, next);
        Path file = Files.writeString(folder.resolve("told.txt"), String.join("\n", output.lines()));
        commands.run("enroll", "peer", "--read", file.toString(), "--for", "both", "--yes");
    }

    private void run(String line) {
        assertThat(commands.run(line.split(" ")))
                .as(commands.out() + commands.err())
                .isZero();
    }
}
