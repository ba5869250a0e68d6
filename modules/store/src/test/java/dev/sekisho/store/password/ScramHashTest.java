// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.password.scheme.Pbkdf2;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramHashTest {
    private static final HashParameters OF_RFC_7677 = new HashParameters("W22ZaJ0SNY7soEsUEjb6gQ==", 4096);

    /** The exchange of RFC 7677 3: what the client proves follows from StoredKey, what the server proves from ServerKey. */
    @Test
    void theExchangeOfRfc7677IsThatOfThisHash() throws Exception {
        ScramHash hash = new PasswordHasher(4096).hash("pencil", OF_RFC_7677);
        String auth = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        byte[] clientKey = xor(proof, hmac(hash.storedKey(), auth));
        assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey)).isEqualTo(hash.storedKey());
        assertThat(hmac(hash.serverKey(), auth))
                .isEqualTo(Base64.getDecoder().decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }

    /** RFC 7914 11 has these of PBKDF2-HMAC-SHA-256; the first 32 of 64 octets. */
    @ParameterizedTest
    @CsvSource({
        "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
        "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
    })
    void theDerivationIsPbkdf2(String password, String salt, int iterations, String expected) {
        assertThat(Pbkdf2.sha256(password, iterations, salt.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(HexFormat.of().parseHex(expected));
    }

    /** Made by {@code doveadm pw -s SCRAM-SHA-256 -p pässword}, which has the keys the other way round in other signs. */
    @Test
    void itHasTheKeysThatDovecotMakes() {
        ScramHash hash =
                new PasswordHasher(4096).hash("pässword", new HashParameters("epMWFL5wAwbGoC85MrNMfw==", 4096));
        assertThat(hash.asString())
                .isEqualTo("SCRAM-SHA-256$4096:epMWFL5wAwbGoC85MrNMfw==$5kjYkxTp8zXjEvmKe1ICadTWC/I1WfMCKyUMtpgIzPw=:"
                        + "ldlhupMwU/56cqw90OfXak+Bm7KksyPAHaOPMqLUVqk=");
    }

    @Test
    void isReadAsItWasWritten() {
        ScramHash hash = new PasswordHasher(3).hash("secret", OF_RFC_7677);
        ScramHash read = ScramHash.find(hash.asString()).orElseThrow();
        assertThat(read.asString()).isEqualTo(hash.asString());
        assertThat(read.parameters()).isEqualTo(OF_RFC_7677);
        assertThat(read.hasKeysOf(hash)).isTrue();
        assertThat(read.hasKeysOf(new PasswordHasher(3).hash("secret ", OF_RFC_7677)))
                .isFalse();
    }

    @Test
    void neverPrintsItself() {
        assertThat(new PasswordHasher(3).hash("secret", OF_RFC_7677)).hasToString("ScramHash[iterations=4096]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SCRAM-SHA-256$0:c2FsdHNhbHQ=$",
                "SCRAM-SHA-256$5000001:W22ZaJ0SNY7soEsUEjb6gQ==$5kjYkxTp8zXjEvmKe1ICadTWC/I1WfMCKyUMtpgIzPw=:ldlhupMwU/56cqw90OfXak+Bm7KksyPAHaOPMqLUVqk=",
                "SCRAM-SHA-256$10:W22ZaJ0SNY7soEsUEjb6gQ=$5kjYkxTp8zXjEvmKe1ICadTWC/I1WfMCKyUMtpgIzPw=:ldlhupMwU/56cqw90OfXak+Bm7KksyPAHaOPMqLUVqk=",
                "SCRAM-SHA-1$10:W22ZaJ0SNY7soEsUEjb6gQ==$5kjYkxTp8zXjEvmKe1ICadTWC/I1WfMCKyUMtpgIzPw=:ldlhupMwU/56cqw90OfXak+Bm7KksyPAHaOPMqLUVqk="
            })
    void anotherFormAndTooManyIterationsAreNotRead(String text) {
        assertThat(ScramHash.find(text)).isEmpty();
    }

    @Test
    void aPasswordIsPreparedWhereItCanBe() {
        PasswordHasher hasher = new PasswordHasher(3);
        String composed = hasher.hash("p\u00e4ss\u00a0word", OF_RFC_7677).asString();
        assertThat(hasher.hash("pa\u0308ss word", OF_RFC_7677).asString())
                .as("RFC 4013: NFKC, and any blank is a blank")
                .isEqualTo(composed);
        assertThat(PreparedPassword.of("I\u00adX")).as("RFC 4013 3, example 1").isEqualTo("IX");
        assertThat(PreparedPassword.of("\u2168")).as("RFC 4013 3, example 5").isEqualTo("IX");
        assertThat(PreparedPassword.of("USER")).isEqualTo("USER");
        assertThat(PreparedPassword.of("\u0007"))
                .as("prohibited, taken as it is")
                .isEqualTo("\u0007");
        assertThat(PreparedPassword.of("\u06271"))
                .as("bidirectional, taken as it is")
                .isEqualTo("\u06271");
        assertThat(PreparedPassword.of("\u00ad")).as("nothing would be left").isEqualTo("\u00ad");
        assertThat(PreparedPassword.of("\ud83d\ude00"))
                .as("younger than SASLprep")
                .isEqualTo("\ud83d\ude00");
        assertThat(PreparedPassword.of("\ud83d")).as("half a character").isEqualTo("\ud83d");
    }
}
