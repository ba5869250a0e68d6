// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in the place of a hash: it is read or refused, and what it costs has a bound. */
class AnyStoredHashTest {
    private static final String BCRYPT_END = "$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final String ARGON2_END = "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    private static final String SHA256_END = "$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8";
    private static final String SCRAM_END =
            ":W22ZaJ0SNY7soEsUEjb6gQ==$5kjYkxTp8zXjEvmKe1ICadTWC/I1WfMCKyUMtpgIzPw=:ldlhupMwU/56cqw90OfXak+Bm7KksyPAHaOPMqLUVqk=";

    private static Optional<StoredHash> read(String text) {
        try {
            return Optional.of(StoredHash.parse(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    @Property(tries = 1000)
    void anyTextIsRefusedAtMost(@ForAll String text) {
        assertThat(read(text)).isEmpty();
    }

    /** Nothing else is thrown by what looks like a hash: neither when it is read, nor when a password is compared with it. */
    @Property(tries = 2000)
    void anyTextOfTheSignsOfHashesIsReadOrRefused(@ForAll("likeHashes") String text) {
        read(text).ifPresent(hash -> assertThat(hash.scheme()).isNotEmpty());
    }

    @Provide
    Arbitrary<String> likeHashes() {
        Arbitrary<String> begin = Arbitraries.of(
                "$5$",
                "$6$",
                "$6$rounds=",
                "$2a$",
                "$2b$05$",
                "{SSHA}",
                "{SSHA512}",
                "{PBKDF2}$1$",
                "{JAMES}SHA-1$",
                "{JAMES}PBKDF2",
                "$argon2id$v=19$m=",
                "SCRAM-SHA-256$",
                "$pbkdf2-sha512$i=",
                "{CRYPT}",
                "{SHA512-CRYPT}");
        Arbitrary<String> end = Arbitraries.strings()
                .withChars("$.:=,/+-{}0123456789abcXYZtmp\u00e4\n ")
                .ofMaxLength(140);
        return Combinators.combine(begin, end).as(String::concat);
    }

    @Property(tries = 500)
    void noNumberBeyondItsBoundIsRead(@ForAll("numbers") long number) {
        assertThat(read("$5$rounds=" + number + SHA256_END).isPresent()).isEqualTo(number >= 1 && number <= 2_000_000);
        assertThat(read("SCRAM-SHA-256$" + number + SCRAM_END).isPresent())
                .isEqualTo(number >= 1 && number <= 5_000_000);
        assertThat(read("$argon2id$v=19$m=" + number + ",t=1,p=1" + ARGON2_END).isPresent())
                .isEqualTo(number >= 8 && number <= 131_072);
        assertThat(read("$argon2id$v=19$m=1024,t=" + number + ",p=1" + ARGON2_END)
                        .isPresent())
                .isEqualTo(number >= 1 && number <= 1_024);
        assertThat(read(String.format("$2b$%02d", number) + BCRYPT_END).isPresent())
                .isEqualTo(number >= 4 && number <= 14);
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 20),
                Arbitraries.longs().between(0, 10_000_000),
                Arbitraries.longs().between(0, Long.MAX_VALUE));
    }
}
