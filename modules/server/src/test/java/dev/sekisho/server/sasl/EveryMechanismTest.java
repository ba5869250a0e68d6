// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.OfferedMechanisms;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.Store;
import dev.sekisho.store.domains.SqlDomainList;
import dev.sekisho.store.password.ImportedHash;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.password.StoredHash;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.users.PasswordChangeResult;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.SqlUsersRepository;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by each mechanism but those of a password in one message, over sockets, with an account and without one. */
class EveryMechanismTest {
    private static final Username ALICE = Username.of("alice@example.org");
    private static final Username BOB = Username.of("bob@example.org");
    private static final String FOREIGN_HASH = "{SSHA512}" + base64(new byte[72]);
    private static final byte[] UNBOUND = {};
    private static final PortPolicy WITH_SCRAM = offering(
            BuiltInPolicies.SUBMISSIONS,
            BuiltInMechanism.PLAIN,
            BuiltInMechanism.SCRAM_SHA_256,
            BuiltInMechanism.SCRAM_SHA_256_PLUS);

    @TempDir
    Path folder;

    private Store store;
    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("sekisho.db")), new PasswordHasher(4_096));
        store.domains().add(Domain.of("example.org"));
        store.users().add(ALICE, "secret");
        store.users()
                .passwords()
                .addSecret(
                        ALICE,
                        "old",
                        new StoredHash.Secret(
                                EnumSet.of(
                                        BuiltInMechanism.CRAM_MD5, BuiltInMechanism.DIGEST_MD5, BuiltInMechanism.APOP),
                                "tanstaaf"),
                        PasswordScope.BOTH,
                        Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        store.close();
    }

    private ServerStage stage() throws Exception {
        stage = new ServerStage(folder, new SqlUsersRepository(new SqlDomainList(store.domains()), store.users()));
        return stage;
    }

    private static PortPolicy offering(PortPolicy policy, BuiltInMechanism... mechanisms) {
        OfferedMechanisms only = OfferedMechanisms.only(EnumSet.copyOf(Arrays.asList(mechanisms)));
        return policy.with(policy.rules().with(policy.logins().withMechanisms(only)), policy.limits());
    }

    private ScriptedClient submission(PortPolicy policy) throws Exception {
        return ScriptedClient.tls(stage().open(policy)).expect("220").ask("EHLO client.example", "250");
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String challenge(ScriptedClient client) throws Exception {
        String line = client.line();
        assertThat(line).matches("(334 |\\+ ).*");
        return line.replaceFirst("^(334 |\\+ )", "");
    }

    private static byte[] endPoint(ScriptedClient client) throws Exception {
        X509Certificate certificate = client.serverCertificate();
        assertThat(certificate.getSigAlgName()).startsWith("SHA256");
        return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    }

    private static void scram(ScriptedClient client, String command, ScramClient scram) throws Exception {
        client.say(command + " " + scram.first());
        client.say(scram.last(challenge(client)));
    }

    @Test
    void scramProvesThePasswordOnBothSides() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage().open(WITH_SCRAM))) {
            client.expect("220").say("EHLO client.example");
            assertThat(client.reply()).contains("AUTH PLAIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS\n");
            ScramClient scram = new ScramClient("n,,", UNBOUND, "alice@example.org", "secret");
            scram(client, "AUTH SCRAM-SHA-256", scram);
            assertThat(challenge(client)).isEqualTo(scram.expected());
            client.ask("", "235 2.7.0").ask("MAIL FROM:<alice@example.org>", "250");
        }
    }

    @Test
    void usuallyScramIsNotOffered() throws Exception {
        try (ScriptedClient client = ScriptedClient.tls(stage().open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").say("EHLO client.example");
            assertThat(client.reply()).contains("AUTH PLAIN LOGIN\n");
            client.ask("AUTH SCRAM-SHA-256", "504 5.5.4");
        }
    }

    @Test
    void aTryForWantOfKeysIsRefusedAsWrongOnesAreAndCountsAsNone() throws Exception {
        store.users().add(BOB, ImportedHash.parse(FOREIGN_HASH));
        int port = stage().open(offering(BuiltInPolicies.SUBMISSIONS, BuiltInMechanism.SCRAM_SHA_256));
        for (int i = 0; i < FailedLoginLimits.DEFAULT.perAddress() + 2; i++) {
            try (ScriptedClient client = ScriptedClient.tls(port)) {
                client.expect("220").ask("EHLO client.example", "250");
                scram(client, "AUTH SCRAM-SHA-256", new ScramClient("n,,", UNBOUND, "bob@example.org", "whatever"));
                client.expect("535 5.7.8");
            }
        }
    }

    @Test
    void whoDoesNotExistIsToldASaltOfItsOwnTheSameAtEachTry() throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            Map<String, String> first = toldOf(client, "nobody@example.org");
            Map<String, String> again = toldOf(client, "nobody@example.org");
            Map<String, String> other = toldOf(client, "no name at all");
            Map<String, String> alice = toldOf(client, "alice@example.org");

            assertThat(again.get("s")).isEqualTo(first.get("s"));
            assertThat(other.get("s")).isNotEqualTo(first.get("s")).hasSameSizeAs(alice.get("s"));
            assertThat(first.get("s")).isNotEqualTo(alice.get("s")).hasSameSizeAs(alice.get("s"));
            assertThat(first.get("i")).isEqualTo(alice.get("i"));
            scram(client, "AUTH SCRAM-SHA-256", new ScramClient("n,,", UNBOUND, "nobody@example.org", "secret"));
            client.expect("535 5.7.8");
            scram(client, "AUTH SCRAM-SHA-256", new ScramClient("n,,", UNBOUND, "alice@example.org", "wrong"));
            client.expect("535 5.7.8");
        }
    }

    private static Map<String, String> toldOf(ScriptedClient client, String user) throws Exception {
        client.say("AUTH SCRAM-SHA-256 " + new ScramClient("n,,", UNBOUND, user, "").first());
        Map<String, String> told = ScramClient.read(challenge(client));
        client.ask("*", "501");
        return told;
    }

    @Test
    void scramPlusIsBoundToTheCertificate() throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            ScramClient scram =
                    new ScramClient("p=tls-server-end-point,,", endPoint(client), "alice@example.org", "secret");
            scram(client, "AUTH SCRAM-SHA-256-PLUS", scram);
            assertThat(challenge(client)).isEqualTo(scram.expected());
            client.ask("", "235 2.7.0");
        }
    }

    @Test
    void anotherCertificateBetweenClientAndServerIsRefused() throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            ScramClient scram =
                    new ScramClient("p=tls-server-end-point,,", new byte[32], "alice@example.org", "secret");
            scram(client, "AUTH SCRAM-SHA-256-PLUS", scram);
            client.expect("501");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH SCRAM-SHA-256 y,,",
                "AUTH SCRAM-SHA-256 p=tls-server-end-point,,",
                "AUTH SCRAM-SHA-256-PLUS n,,",
                "AUTH SCRAM-SHA-256-PLUS y,,",
                "AUTH SCRAM-SHA-256-PLUS p=tls-unique,,",
                "AUTH SCRAM-SHA-256-PLUS p=tls-exporter,,"
            })
    void aBindingThatDoesNotFitToTheNameOrToWhatWasOfferedIsRefused(String said) throws Exception {
        String command = said.substring(0, said.lastIndexOf(' '));
        String header = said.substring(said.lastIndexOf(' ') + 1);
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            client.ask(command + " " + new ScramClient(header, UNBOUND, "alice@example.org", "secret").first(), "501");
        }
    }

    @Test
    void whoCannotSeeABindingOfferedMaySayThatItKnowsOne() throws Exception {
        try (ScriptedClient client =
                submission(offering(BuiltInPolicies.SUBMISSIONS, BuiltInMechanism.SCRAM_SHA_256))) {
            ScramClient scram = new ScramClient("y,,", UNBOUND, "alice@example.org", "secret");
            scram(client, "AUTH SCRAM-SHA-256", scram);
            client.expect("334").ask("", "235");
        }
    }

    @Test
    void whoDoesNotBelieveTheServerIsNotLoggedIn() throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            scram(client, "AUTH SCRAM-SHA-256", new ScramClient("n,,", UNBOUND, "alice@example.org", "secret"));
            client.expect("334").ask("*", "501").ask("MAIL FROM:<alice@example.org>", "530");
        }
    }

    @Test
    void aSecretOfItsOwnAndAPasswordForReadingDoNotSendByScram() throws Exception {
        store.users().passwords().setScope(ALICE, "main", PasswordScope.RECEIVE);
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            for (String password : new String[] {"secret", "tanstaaf"}) {
                scram(client, "AUTH SCRAM-SHA-256", new ScramClient("n,,", UNBOUND, "alice@example.org", password));
                client.expect("535");
            }
        }
    }

    @Test
    void wherePasswordsAreNotOfferedTheyAreNotTaken() throws Exception {
        int pop3 = stage().open(offering(BuiltInPolicies.POP3S, BuiltInMechanism.SCRAM_SHA_256));
        try (ScriptedClient client = ScriptedClient.tls(pop3)) {
            client.expect("+OK").ask("CAPA", "+OK");
            assertThat(client.multiLine()).contains("SASL SCRAM-SHA-256\n").doesNotContain("USER");
            client.ask("USER alice@example.org", "-ERR USER and PASS")
                    .ask("AUTH PLAIN " + base64("\0alice@example.org\0secret"), "-ERR")
                    .ask("APOP alice@example.org 00000000000000000000000000000000", "-ERR APOP");
            ScramClient scram = new ScramClient("n,,", UNBOUND, "alice@example.org", "secret");
            scram(client, "AUTH SCRAM-SHA-256", scram);
            client.expect("+ " + scram.expected()).ask("", "+OK Maildrop");
        }
    }

    @Test
    void cramMd5TakesTheSecretAndNoPassword() throws Exception {
        try (ScriptedClient client = submission(offering(BuiltInPolicies.SUBMISSIONS, BuiltInMechanism.CRAM_MD5))) {
            client.ask("AUTH CRAM-MD5 " + base64("alice@example.org 00000000000000000000000000000000"), "501");
            assertThat(cramMd5(client, "alice@example.org", "secret")).startsWith("535");
            assertThat(cramMd5(client, "nobody@example.org", "")).startsWith("535");
            assertThat(cramMd5(client, "alice", "tanstaaf")).startsWith("235");
        }
    }

    @Test
    void howOftenCramMd5FailsTellsNotWhoIsAUser() throws Exception {
        store.users().add(BOB, ImportedHash.parse(FOREIGN_HASH));
        int port = stage().open(offering(BuiltInPolicies.SUBMISSIONS, BuiltInMechanism.CRAM_MD5));
        for (String user : new String[] {"bob@example.org", "nobody@example.org"}) {
            for (int i = 0; i < FailedLoginLimits.DEFAULT.perAddress() + 2; i++) {
                try (ScriptedClient client = ScriptedClient.tls(port)) {
                    client.expect("220").ask("EHLO client.example", "250");
                    assertThat(cramMd5(client, user, "guessed")).startsWith("535");
                }
            }
        }
    }

    private static String cramMd5(ScriptedClient client, String user, String secret) throws Exception {
        client.say("AUTH CRAM-MD5");
        Mac mac = Mac.getInstance("HmacMD5");
        // An empty key is none for Java; an HMAC pads with zeros.
        mac.init(
                new SecretKeySpec(secret.isEmpty() ? new byte[1] : secret.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
        byte[] digest = mac.doFinal(Base64.getDecoder().decode(challenge(client)));
        client.say(base64(user + " " + HexFormat.of().formatHex(digest)));
        return client.reply();
    }

    @Test
    void digestMd5TakesTheSecretAndProvesThatTheServerHasIt() throws Exception {
        try (ScriptedClient client = submission(offering(BuiltInPolicies.SUBMISSIONS, BuiltInMechanism.DIGEST_MD5))) {
            client.say("AUTH DIGEST-MD5");
            String asked = new String(Base64.getDecoder().decode(challenge(client)), StandardCharsets.UTF_8);
            Matcher nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(asked);
            assertThat(nonce.find()).isTrue();
            DigestMd5Client digest =
                    new DigestMd5Client("alice@example.org", "tanstaaf", "mx.example.org", nonce.group(1));
            client.say(base64(digest.response("smtp/mx.example.org")));
            assertThat(challenge(client)).isEqualTo(base64("rspauth=" + digest.serverProof("smtp/mx.example.org")));
            client.ask("", "235 2.7.0");
        }
    }

    @Test
    void apopTakesTheSecretOverTheTimestampOfTheGreeting() throws Exception {
        int port = stage().open(offering(BuiltInPolicies.POP3S, BuiltInMechanism.PLAIN, BuiltInMechanism.APOP));
        try (ScriptedClient client = ScriptedClient.tls(port)) {
            String greeting = client.line();
            String timestamp = greeting.substring(greeting.indexOf('<'));
            client.ask("APOP alice@example.org " + md5(timestamp + "secret"), "-ERR [AUTH]")
                    .ask("APOP alice@example.org nonsense", "-ERR")
                    .ask("APOP nobody@example.org " + md5(timestamp), "-ERR [AUTH]")
                    .ask("APOP alice@example.org " + md5(timestamp + "tanstaaf"), "+OK Maildrop");
        }
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void externalLogsInWhoseKeyIsPinned() throws Exception {
        SelfSignedIdentity.Outcome.Made phone = (SelfSignedIdentity.Outcome.Made) new SelfSignedIdentity(
                        "phone",
                        folder.resolve("phone"),
                        HostPattern.parse("phone.example.org").orElseThrow(),
                        Clock.systemUTC())
                .ensure();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        String pem = Files.readString(folder.resolve("phone").resolve("key.pem"));
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
        keys.setKeyEntry(
                "phone", key, new char[0], new Certificate[] {phone.identity().leaf()});
        Pin pin = Pin.ofSpki(phone.identity().leaf().getPublicKey().getEncoded());
        int port =
                stage().open(offering(BuiltInPolicies.SUBMISSION, BuiltInMechanism.PLAIN, BuiltInMechanism.EXTERNAL));

        external(port, keys).ask("AUTH EXTERNAL =", "535 5.7.8").close();
        assertThat(store.users().passwords().addKey(ALICE, "phone", pin, PasswordScope.SEND, Optional.empty()))
                .isEqualTo(PasswordChangeResult.DONE);
        external(port, keys)
                .ask("AUTH EXTERNAL " + base64("nobody@example.org"), "535 5.7.8")
                .ask("AUTH EXTERNAL", "334")
                .ask("", "235 2.7.0")
                .ask("MAIL FROM:<alice@example.org>", "250")
                .close();
        external(port, keys).ask("AUTH EXTERNAL " + base64("alice"), "235").close();
        store.users().passwords().revoke(ALICE, "phone");
        external(port, keys).ask("AUTH EXTERNAL =", "535 5.7.8").close();
        try (ScriptedClient without = ScriptedClient.clear(port)) {
            without.expect("220")
                    .ask("EHLO client", "250")
                    .ask("STARTTLS", "220")
                    .handshake();
            without.say("EHLO client");
            assertThat(without.reply()).contains("AUTH PLAIN\n");
            without.ask("AUTH EXTERNAL =", "504");
        }
    }

    private static ScriptedClient external(int port, KeyStore keys) throws Exception {
        return ScriptedClient.clear(port)
                .expect("220")
                .ask("EHLO client", "250")
                .ask("STARTTLS", "220")
                .handshake(keys)
                .ask("EHLO client", "250");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n,,",
                "n,,n=,r=abc",
                "n,,n=alice@example.org",
                "n,,m=ext,n=alice@example.org,r=abc",
                "n,,n=ali=ce,r=abc",
                "z,,n=alice@example.org,r=abc",
                "n,,n=alice@example.org,r="
            })
    void nonsenseInTheFirstMessageIsMalformed(String first) throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            client.ask("AUTH SCRAM-SHA-256 " + (first.isEmpty() ? "=" : base64(first)), "501");
            client.ask("AUTH SCRAM-SHA-256 " + base64(new byte[] {'n', ',', ',', 'n', '=', (byte) 0xC0}), "501");
            client.ask("AUTH PLAIN " + base64("alice@example.org\0alice\0secret"), "235");
        }
    }

    @Test
    void nonsenseInTheLastMessageIsRefused() throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            for (String last :
                    new String[] {"c=biws,r=other,p=" + base64(new byte[32]), "p=", "c=biws", "", "x".repeat(9_000)}) {
                client.ask(
                        "AUTH SCRAM-SHA-256 " + new ScramClient("n,,", UNBOUND, "alice@example.org", "").first(),
                        "334");
                client.ask(base64(last), "501");
            }
            client.ask("AUTH PLAIN " + base64("\0alice\0secret"), "235");
        }
    }

    @Test
    void actingForAnotherIsRefusedWhereverThatIsNotServed() throws Exception {
        try (ScriptedClient client = submission(WITH_SCRAM)) {
            client.ask("AUTH PLAIN " + base64("bob@example.org\0alice@example.org\0secret"), "535");
        }
    }
}
