// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an SMTP client said on one connection, taken apart: lines in cleartext, then the records of TLS (RFC 8446 5.1).
 *
 * @param cleartext what came before the first record
 * @param records the lengths that the records tell of their contents, summed by what they are
 */
record ClientOctets(String cleartext, Map<Kind, Integer> records) {
    private static final int HEADER = 5;

    /** What a record holds, by the number in its first octet. */
    enum Kind {
        CHANGE_CIPHER_SPEC(20),
        ALERT(21),
        HANDSHAKE(22),
        APPLICATION_DATA(23);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        static Kind of(int number) {
            return Arrays.stream(values())
                    .filter(kind -> kind.number == number)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("a record of kind " + number));
        }
    }

    /** Takes them apart; octets that are no records are a failure of the test. */
    static ClientOctets of(byte[] said) {
        int at = 0;
        while (at < said.length && said[at] != Kind.HANDSHAKE.number) {
            at++;
        }
        String cleartext = new String(said, 0, at, StandardCharsets.ISO_8859_1);
        Map<Kind, Integer> records = new EnumMap<>(Kind.class);
        while (at < said.length) {
            if (said.length < at + HEADER || said[at + 1] != 3) {
                throw new AssertionError("no record at " + at);
            }
            int length = (said[at + 3] & 0xff) << 8 | said[at + 4] & 0xff;
            records.merge(Kind.of(said[at]), length, Integer::sum);
            at += HEADER + length;
        }
        return new ClientOctets(cleartext, records);
    }

    /** The octets of one kind of records. */
    int octets(Kind kind) {
        return records.getOrDefault(kind, 0);
    }
}
