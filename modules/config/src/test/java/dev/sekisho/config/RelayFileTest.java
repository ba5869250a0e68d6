// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.relay.RelayConfiguration;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.policy.route.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayFileTest {
    private static final String PIN = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static final String DEFAULT = "<route name=\"default\"/>";

    @TempDir
    Path folder;

    private TestConfiguration written;

    @BeforeEach
    void writeFiles() throws IOException {
        written = new TestConfiguration(folder).rightSmtp().file("provider.password", "correct horse\n");
        mode("rw-------");
    }

    @Test
    void whatSaysNothingIsAsNone() {
        assertThat(relay("").routes()).isEqualTo(Routes.DEFAULT);
        assertThat(relay("").schedule()).isEqualTo(RetrySchedule.DEFAULT);
    }

    @Test
    void aRouteIsReadAsItStands() throws IOException {
        RelayConfiguration relay = relay("<route name=\"provider\">"
                + "<sender>Anna@Example.org</sender><recipient>*.example.net</recipient>"
                + "<smarthost>SMTP.provider.example:465</smarthost><demand>pinned</demand>"
                + "<user>us</user><password file=\"provider.password\"/><mechanism>PLAIN</mechanism>"
                + "<peer>provider</peer><pin state=\"retiring\" until=\"2027-01-31\">" + PIN + "</pin></route>"
                + DEFAULT);

        Route route = relay.routes().routes().get(0);
        assertThat(route.senders()).extracting(Object::toString).containsExactly("anna@example.org");
        assertThat(route.nextHop())
                .isEqualTo(new NextHop.Smarthost("smtp.provider.example", 465, NextHop.Tls.IMPLICIT));
        assertThat(route.demand()).isEqualTo(RouteDemand.PINNED);
        assertThat(route.auth().orElseThrow().mechanisms()).containsExactly(AuthMechanism.PLAIN);
        assertThat(route.pins()).singleElement().extracting(pin -> pin.state()).isEqualTo(PinState.RETIRING);
        assertThat(relay.passwords()
                        .get("provider")
                        .read(TestHostEnvironment.PLAIN)
                        .reveal())
                .containsExactly("correct horse".toCharArray());
        assertThat(written.warnings()).isEmpty();
    }

    @Test
    void blanksAroundAValueAndItsCaseCountForNothing() {
        Route route = relay("<route name=\"default\"><smarthost>\n  SMTP.Provider.Example:587\n</smarthost></route>")
                .routes()
                .routes()
                .get(0);

        assertThat(route.nextHop())
                .isEqualTo(new NextHop.Smarthost("smtp.provider.example", 587, NextHop.Tls.STARTTLS));
    }

    @Test
    void namesInAnyLettersAreThoseOfTheDns() {
        Route route = relay(
                        "<route name=\"default\"><sender>\"taro\"@Straße.example</sender><recipient>*.bücher.example.</recipient>"
                                + "<smarthost>smtp.bücher.example:587</smarthost></route>" + "<route name=\"rest\"/>")
                .routes()
                .routes()
                .get(0);

        assertThat(route.senders()).extracting(Object::toString).containsExactly("taro@xn--strae-oqa.example");
        assertThat(route.recipients()).extracting(Object::toString).containsExactly("*.xn--bcher-kva.example");
        assertThat(route.nextHop())
                .isEqualTo(new NextHop.Smarthost("smtp.xn--bcher-kva.example", 587, NextHop.Tls.STARTTLS));
    }

    @Test
    void anExceptionStandsBeforeWhatItIsAnExceptionOf() {
        assertThat(relay("<route name=\"anna\"><sender>anna@example.org</sender></route>"
                                + "<route name=\"us\"><sender>example.org</sender></route>"
                                + "<route name=\"below\"><sender>*.example.org</sender></route>" + DEFAULT)
                        .routes()
                        .routes())
                .hasSize(4);
    }

    @Test
    void twoRoutesThatOverlapBothHaveMailOfTheirOwn() {
        assertThat(relay("<route name=\"us\"><sender>example.org</sender></route>"
                                + "<route name=\"them\"><recipient>example.net</recipient></route>" + DEFAULT)
                        .routes()
                        .routes())
                .hasSize(3);
    }

    @Test
    void aLifetimeShorterThanADefaultIsNoFault() {
        RetrySchedule schedule = relay("<lifetime>30m</lifetime><retry>1m</retry><retry>5m</retry>")
                .schedule();

        assertThat(schedule.lifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(schedule.delays()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5));
        assertThat(schedule.warnAfter()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aWarningAsLateAsTheEndIsNoWarning() {
        assertThat(relay("<warn-after>5d</warn-after>").schedule().warnAfter()).isEqualTo(Duration.ofDays(5));
    }

    @Test
    void allFaultsAreReportedTogether() {
        written.file("relay.xml", """
                <relay>
                <route name="provider">
                <smarthost>smtp.provider.example:0</smarthost>
                <sender>@example.org</sender>
                <demand>sure</demand>
                <password literal="true">secret</password>
                </route>
                <route name="default"/>
                <route name="late"/>
                <retry>6d</retry>
                </relay>
                """);

        assertThat(((LoadResult.Invalid) written.load()).problems())
                .extracting(problem -> problem.position().line())
                .containsExactly(3, 4, 5, 9, 10);
    }

    @Test
    void aPasswordThatEverybodyCanReadIsWarnedOf() throws IOException {
        mode("rw-r--r--");
        relay(provider("verified", "<password file=\"provider.password\"/>"));

        assertThat(written.warnings())
                .containsExactly("relay.xml:1: route default: " + folder.resolve("provider.password")
                        + " holds a password, and every user of this machine can read it (rw-r--r--); chmod o-rwx "
                        + folder.resolve("provider.password"));
    }

    @Test
    void aPasswordThatOneGroupCanReadIsItsAdministratorsChoice() throws IOException {
        mode("rw-r-----");
        relay(provider("verified", "<password file=\"provider.password\"/>"));

        assertThat(written.warnings()).isEmpty();
    }

    @Test
    void aPasswordThatTheServerCannotReadIsAFault() {
        written.file(
                "relay.xml", "<relay>" + provider("verified", "<password file=\"provider.password\"/>") + "</relay>");

        LoadResult loaded = ConfigurationLoader.load(folder, ConfigurationOverrides.NONE, new Unreadable());

        assertThat(((LoadResult.Invalid) loaded).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "relay.xml:1: route default: file=\"provider.password\" cannot be read by the user sekisho;"
                                + " give it to that user, as with chown sekisho "
                                + folder.resolve("provider.password"));
    }

    @Test
    void aPasswordFileMayComeFromWindows() throws IOException {
        Files.writeString(folder.resolve("provider.password"), "\ufeffcorrect horse\r\n");
        RelayConfiguration relay = relay(provider("verified", "<password file=\"provider.password\"/>"));

        assertThat(relay.passwords()
                        .get("default")
                        .read(TestHostEnvironment.PLAIN)
                        .reveal())
                .containsExactly("correct horse".toCharArray());
    }

    @Test
    void aBlankAtTheEndOfAPasswordIsWarnedOf() throws IOException {
        Files.writeString(folder.resolve("provider.password"), "correct horse \n");
        relay(provider("verified", "<password file=\"provider.password\"/>"));

        assertThat(written.warnings()).singleElement().asString().contains("begins or ends with a blank");
    }

    @Test
    void aPasswordIsNotCut() throws IOException {
        Files.writeString(folder.resolve("provider.password"), "x".repeat(5_000));
        written.file(
                "relay.xml", "<relay>" + provider("verified", "<password file=\"provider.password\"/>") + "</relay>");

        assertThat(written.problems()).singleElement().asString().contains("is longer than any password");
    }

    @Test
    void aPasswordForWhoeverAnswersIsWarnedOf() {
        relay(provider("required", "<password file=\"provider.password\"/>"));

        assertThat(written.warnings())
                .singleElement()
                .asString()
                .contains("route default: the demand required accepts any certificate", "verified");
    }

    @Test
    void aPasswordThatIsNotShownMayMeetAnyCertificate() {
        relay(provider("required", "<password file=\"provider.password\"/><mechanism>SCRAM-SHA-256</mechanism>"));

        assertThat(written.warnings()).isEmpty();
    }

    @Test
    void tlsThatIsUnusualAtItsPortIsWarnedOf() {
        relay(
                "<route name=\"a\"><sender>a.example</sender><smarthost>a.example:465</smarthost><tls>starttls</tls></route>"
                        + "<route name=\"default\"><smarthost>b.example:587</smarthost><tls>implicit</tls></route>");

        assertThat(written.warnings())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("route a: at port 465 TLS usually begins with the first byte"),
                        second -> assertThat(second)
                                .contains("route default: at port 587 TLS usually begins by STARTTLS"));
    }

    @Test
    void aWordWhereADomainIsExpectedIsWarnedOf() {
        relay("<route name=\"any\"><sender>any</sender></route>" + DEFAULT);

        assertThat(written.warnings())
                .containsExactly(
                        "relay.xml:1: route any: <sender>any</sender> is the domain any, which has no dot; write a"
                                + " whole domain, or leave it out for all");
    }

    private static String provider(String demand, String password) {
        return "<route name=\"default\"><smarthost>smtp.provider.example:587</smarthost><demand>" + demand
                + "</demand><user>us</user>" + password + "</route>";
    }

    /** A machine on which the server's user can read nothing. */
    private static final class Unreadable implements HostEnvironment {
        @Override
        public String hostName() {
            return TestHostEnvironment.PLAIN.hostName();
        }

        @Override
        public Optional<InetAddress> address(String hostName) {
            return TestHostEnvironment.PLAIN.address(hostName);
        }

        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }

        @Override
        public String user() {
            return "sekisho";
        }

        @Override
        public boolean readable(Path file) {
            return false;
        }
    }

    private RelayConfiguration relay(String content) {
        return written.file("relay.xml", "<relay>" + content + "</relay>")
                .valid()
                .relay();
    }

    private void mode(String mode) throws IOException {
        Files.setPosixFilePermissions(folder.resolve("provider.password"), PosixFilePermissions.fromString(mode));
    }
}
