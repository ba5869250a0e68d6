// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.trial.RunningTrial;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupCheckTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path home;

    private Path conf;
    private Identity identity;

    @BeforeEach
    void makeAKey() throws IOException {
        conf = Files.createDirectory(home.resolve("conf"));
        identity = make("mail");
        write("sekisho.xml", "<sekisho><hostname>" + identity.hostNames().get(0) + "</hostname></sekisho>");
        write("smtpserver.xml", "<smtpservers><smtpserver><bind>127.0.0.1:587</bind></smtpserver></smtpservers>");
        identity("<certificate>mail/certificate.pem</certificate><key>mail/key.pem</key>");
    }

    @Test
    void findsNothingWrongWithASoundCertificate() {
        assertThat(findings(MADE.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void warnsOfAnOwnNameThatNoIdentityHas() throws IOException {
        write("sekisho.xml", "<sekisho><hostname>mx.example.com</hostname></sekisho>");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .contains("CERTIFICATES WARNING tls.xml", "no identity has the name mx.example.com");
    }

    @Test
    void warnsOfAKeyThatTwoIdentitiesHave() throws IOException {
        String files = "<certificate>mail/certificate.pem</certificate><key>mail/key.pem</key>";
        write(
                "tls.xml",
                "<tls><identity name=\"one\">" + files + "</identity>\n<identity name=\"two\">" + files
                        + "</identity></tls>");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .contains("CERTIFICATES WARNING tls.xml:2: identity two", "the identity one too");
    }

    @Test
    void warnsOfACertificateThatExpiresSoon() {
        Duration[] left = {Duration.ofDays(20), Duration.ofDays(6), Duration.ofHours(23)};
        for (Duration each : left) {
            assertThat(findings(identity.notAfter().minus(each)))
                    .containsExactly(
                            "CERTIFICATES WARNING tls.xml:2: identity certificate.pem: its certificate expires at "
                                    + identity.notAfter() + "; renew it");
        }
    }

    @Test
    void refusesAnExpiredCertificate() {
        assertThat(findings(identity.notAfter().plusSeconds(1)))
                .singleElement()
                .asString()
                .startsWith("CERTIFICATES PROBLEM tls.xml:2: identity certificate.pem: "
                        + conf.resolve("mail/certificate.pem"));
    }

    @Test
    void refusesAKeyThatIsNotThatOfTheCertificate() throws IOException {
        make("other");
        identity("<certificate>mail/certificate.pem</certificate><key>other/key.pem</key>");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .startsWith(
                        "CERTIFICATES PROBLEM tls.xml:2: identity certificate.pem: " + conf.resolve("other/key.pem"));
    }

    @Test
    void warnsOfAKeyThatOthersCanRead() throws IOException {
        mode(conf.resolve("mail/key.pem"), "rw-r--r--");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .contains("CERTIFICATES WARNING", "others can read the key");
    }

    @Test
    void warnsOfAPasswordThatOthersCanRead() throws IOException {
        write("mail.password", "correct horse\n");
        mode(conf.resolve("mail.password"), "rw-r--r--");
        identity(
                "<certificate>mail/certificate.pem</certificate><key>mail/key.pem</key><password file=\"mail.password\"/>");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .containsExactly("CONFIGURATION WARNING tls.xml:2: " + conf.resolve("mail.password")
                        + " holds a password, and every user of this machine can read it (rw-r--r--); chmod o-rwx "
                        + conf.resolve("mail.password"));
    }

    @Test
    void warnsOfAFileOfRoutesWithAPasswordInIt() throws IOException {
        write("relay.xml", """
                <relay><route name="default"><smarthost>smtp.example.org:587</smarthost><user>us</user>
                <password literal="true">correct horse</password></route></relay>
                """);
        mode(conf.resolve("relay.xml"), "rw-r--r--");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .anySatisfy(
                        finding -> assertThat(finding)
                                .startsWith(
                                        "FILES WARNING conf/relay.xml: other users can read it (rw-r--r--), and it holds secrets"));
    }

    @Test
    void refusesALogWhoseDatabaseIsMissing() throws IOException {
        Path log = Files.createDirectory(home.resolve("var")).resolve("sekisho.db-wal");
        Files.writeString(log, "what was acknowledged");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .contains("PROBLEM var/sekisho.db", "found no database, but its log " + log);
        assertThat(log).hasContent("what was acknowledged");
    }

    @Test
    void warnsOfAStoreThatIsEmptyOrMissingAfterAnEarlierStart() throws IOException {
        Path tls = Files.createDirectories(home.resolve("var/tls"));
        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .as("before the first start")
                .isEmpty();

        Files.createFile(tls.resolve("key.pem"));
        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .startsWith(
                        "FILES WARNING var/sekisho.db: it does not exist, but var/tls/key.pem does: the start creates a"
                                + " new, empty store");

        Files.createFile(home.resolve("var/sekisho.db"));
        mode(home.resolve("var/sekisho.db"), "rw-------");
        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .startsWith("FILES WARNING var/sekisho.db: it is empty");
    }

    @Test
    void warnsOfAStoreThatOthersCanRead() throws IOException {
        Store.open(DatabaseSettings.Sqlite.at(home.resolve("var").resolve("sekisho.db")))
                .close();
        mode(home.resolve("var").resolve("sekisho.db"), "rw-rw-rw-");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .singleElement()
                .asString()
                .startsWith("FILES WARNING var/sekisho.db: other users can read it");
    }

    @Test
    void looksAtAnOlderStoreAndChangesNothingOfIt() throws IOException {
        Path file = Files.createDirectory(home.resolve("var")).resolve("sekisho.db");
        try (Store store = Store.open(DatabaseSettings.Sqlite.at(file))) {
            store.database()
                    .write(sql -> sql.update(
                            "DELETE FROM schema_history WHERE step = (SELECT MAX(step) FROM schema_history)"));
        }
        mode(file, "rw-r--r--");
        byte[] before = Files.readAllBytes(file);

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .anySatisfy(
                        finding -> assertThat(finding)
                                .startsWith(
                                        "PINS WARNING var/sekisho.db: it has the schema of an older version (steps behind: 1)"));

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(file.resolveSibling("sekisho.db-wal")).doesNotExist();
    }

    @Test
    void refusesAVarThatIsNoFolder() throws IOException {
        Files.writeString(home.resolve("var"), "");

        assertThat(findings(MADE.plus(Duration.ofDays(1))))
                .containsExactly("FILES PROBLEM var: it is not a folder; remove it; Sekisho creates it at the start");
    }

    private Identity make(String folder) {
        SelfSignedIdentity.Outcome outcome = new SelfSignedIdentity(
                        folder,
                        conf.resolve(folder),
                        HostPattern.parse("mail.example.org").orElseThrow(),
                        Clock.fixed(MADE, ZoneOffset.UTC))
                .ensure();
        return ((SelfSignedIdentity.Outcome.Made) outcome).identity();
    }

    private void identity(String content) throws IOException {
        write("tls.xml", "<tls>\n<identity>" + content + "</identity></tls>");
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(conf.resolve(file), content);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void warnsOfATrialThatIsOlderThanThirtyDays() throws IOException {
        write(
                "smtpserver.xml",
                "<smtpservers><smtpserver><bind>127.0.0.1:25</bind>"
                        + "<policy name=\"mx\"><trial><tls>required</tls></trial></policy></smtpserver></smtpservers>");
        Files.createDirectory(home.resolve("var"));
        List<RunningTrial> trials = List.of(new RunningTrial("mx", "tls", "required"));
        try (Store store =
                Store.open(DatabaseSettings.Sqlite.at(home.resolve("var").resolve("sekisho.db")))) {
            for (int day = 0; day <= 30; day += 6) {
                store.trials().run(trials, MADE.plus(Duration.ofDays(day)));
            }
        }

        assertThat(findings(MADE.plus(Duration.ofDays(30)))).noneMatch(finding -> finding.contains("on trial"));
        assertThat(findings(MADE.plus(Duration.ofDays(31))))
                .filteredOn(finding -> finding.contains("on trial"))
                .singleElement()
                .asString()
                .contains(
                        "listener mx: tls required is on trial since 2026-01-01, 31 days",
                        "report trial --listener mx");
    }

    private List<String> findings(Instant now) {
        StartupCheck check = new StartupCheck(
                new HomeFolder(home),
                ConfigurationOverrides.NONE,
                HostEnvironment.LOCAL,
                Clock.fixed(now, ZoneOffset.UTC),
                address -> PortBinding.Outcome.FREE,
                Optional.empty());
        return check.run().findings().stream()
                .map(finding -> finding.topic() + " " + finding.problem().severity() + " " + finding.problem())
                .toList();
    }
}
