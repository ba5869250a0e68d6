// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other systems have made. Those of {@code pässword} are of {@code doveadm pw}, those of {@code {JAMES}} of James 3.8.1. */
class ForeignHashReaderTest {
    private static final String TARO = "taro@example.org";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "SHA512-CRYPT pässword {SHA512-CRYPT}$6$GBoyJmxwK3wAho0Y$FmGdvWoM6T.dFPNYiKAh2qDVF8EnFb.3GNO/n5oQE2Okgd/BJCXJBNRqjawAYXapgsvmNqBAb2Y6CuTXwK5yY.",
                "SHA256-CRYPT pässword {SHA256-CRYPT}$5$dtRali/SyNEe53Ox$GCdef9ZDKSZv56nPxleB.hGd/wiGtPd1SlkOLKi/5Z1",
                "SHA256-CRYPT pässword {CRYPT}$5$dtRali/SyNEe53Ox$GCdef9ZDKSZv56nPxleB.hGd/wiGtPd1SlkOLKi/5Z1",
                "BLF-CRYPT pässword {BLF-CRYPT}$2y$05$rR41TJYLDCJl1aYaBzs.ne.WuHOjzPn5pFWcfjHiuvVkqPUJACqJi",
                "SSHA pässword {SSHA}gs6BPHih2Yts1y4BhTw7Dt3GhE7ktxax",
                "SSHA256 pässword {SSHA256}Nw11E3cLjrUerhTvTa2sjo2dwjxT7MUn4TfxautpuSzUqtsL",
                "SSHA512 pässword {SSHA512}NJ2CcD6EXPmhageqM0FM42aVAL+GgSzejYoHhYLp7xpvZ4k6f3qxEsY1jxeMjLJrJZHZJVitv5yLFfXgUEE5kk5TwLM=",
                "PBKDF2 pässword {PBKDF2}$1$qeVSNtz0sSk0PEG.$5000$13ae0d595695663bdba89a4a32e53bddcd6019c3",
                "ARGON2ID pässword {ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$oks6gpcmNPD8jUnCaEhnUA$lJKdUSJYHxCS7lvaFp4CiKfT0/oafzf/5uuzK8fKf+U",
                "pbkdf2-sha512 pässword $pbkdf2-sha512$i=1000$c2FsdDU2Nzg5MDEyMzQ1Ng$slsS47L2tlmK1JEsvtCRwXx8Y3Iw+Dm3P9WcJcgOEBqLS/KMSgnQIJaZ7+hLHEOXKjd04lkqmLOxDePgaHA4SA",
                "JAMES secret {JAMES}PBKDF2$VAxq2AkUvhKNIOZV9fRl/3mtXBb6qXDw48DPREK8W17htrdkhJvGGgw6y/g0sMPiS2xYO75P/4Qe/jw4KJIHyw==",
                "JAMES secret {JAMES}PBKDF2-SHA512-2000-512/plain$wYVXD7mCUe1p3Y0Q9lTHoVNlifV/0vCdlxUhBNhjhsxRGZ8bv0QQcGMrDitGHgGvPWMR2LX8VBYfHWLLvVl1LQ==",
                "JAMES secret {JAMES}SHA-512/salted$b2ZzMwNXvM6yH8MJwEsPfOIxdx3RcZxZh3F8Qv87aUZZtvvEIzKoMG7XvMHwJlDvVEKu/ucJf/GNORLkPsnFSw==",
                "JAMES secret {JAMES}SHA-1/legacy$5en6G6MezRroT3XKqkdPOmY/"
            })
    void whatAnotherSystemMadeIsVerified(String scheme, String password, String text) {
        ForeignHash hash = ForeignHashReader.read(text);
        assertThat(hash.scheme()).isEqualTo(scheme);
        assertThat(hash.matches(TARO, password)).isTrue();
        assertThat(hash.matches(TARO, password + "x")).isFalse();
        assertThat(hash.matches(TARO, "")).isFalse();
        assertThat(hash.matches(TARO, "x".repeat(10_000))).isFalse();
    }

    /** Vectors of the specification of SHA-crypt, and of the first implementations of bcrypt and Argon2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello world!|$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
                "Hello world!|$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
                "Hello world!|$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
                "Hello world!|$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
                "U*U|$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U*|$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
                "password|$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password|$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"
            })
    void theVectorsOfTheSpecificationsAreVerified(String password, String text) {
        assertThat(ForeignHashReader.read(text).matches(TARO, password)).isTrue();
    }

    @Test
    void theSaltOfJamesIsTheUsersName() {
        ForeignHash hash = ForeignHashReader.read(
                "{JAMES}SHA-512/salted$b2ZzMwNXvM6yH8MJwEsPfOIxdx3RcZxZh3F8Qv87aUZZtvvEIzKoMG7XvMHwJlDvVEKu/ucJf/GNORLkPsnFSw==");
        assertThat(hash.matches("hanako@example.org", "secret")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7|yescrypt",
                "$7$CU..../....2Q9obwLhin8qvQl6sisAO/$E1HizYWxBmnIH4sdPkd1UOML9t62Gf.wvNTnt5XFzs8|scrypt",
                "{CRYPT}$y$j9T$x$y|yescrypt",
                "{MD5-CRYPT}$1$x$y|MD5-CRYPT",
                "{PLAIN}secret|no hash",
                "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=|without a salt",
                "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$tR8CTWKWWh2C/xYKORy9VQ$yiM801BpVtxr4jC10gj/6FY0J66ZBd58F0QEf1CzoKQ|ARGON2I"
            })
    void whatCannotBeVerifiedIsNamed(String text, String name) {
        assertThatThrownBy(() -> ForeignHashReader.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$6$rounds=2000001$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
                "$6$rounds=99999999999999999999$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
                "$2a$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "{PBKDF2}$1$qeVSNtz0sSk0PEG.$1000001$13ae0d595695663bdba89a4a32e53bddcd6019c3",
                "$argon2id$v=19$m=131073,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=65536,t=17,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=65536,t=1,p=17$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "{JAMES}PBKDF2-SHA512-1000001/plain$wYVXD7mCUe1p3Y0Q9lTHoVNlifV/0vCdlxUhBNhjhsxRGZ8bv0QQcGMrDitGHgGvPWMR2LX8VBYfHWLLvVl1LQ=="
            })
    void whatWouldCostMoreThanItMayIsRefusedBeforeItIsPaid(String text) {
        assertThatThrownBy(() -> ForeignHashReader.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("costs more than is spent on a login")
                .hasMessageNotContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{}",
                "{SSHA}",
                "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
                "{SSHA}====",
                "$6$salt$short",
                "$5$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjlO/O817G3uBnIFNjnQJuesI68OTLiBFdcbYEdFCoEOfaS35inz1",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCCzE5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=8,t=2,p=2$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "{JAMES}MD5/plain$wYVXD7mCUe1p3Y0Q9lTHoVNlifV/0v"
            })
    void anotherFormIsRefusedWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> ForeignHashReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
