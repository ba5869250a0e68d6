// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainOctetScannerTest {
    @Test
    void everyOctetUpToCrEndsItAndNoOtherDoesAtEveryPlace() {
        for (int octet = 0; octet < 256; octet++) {
            for (int place = 0; place < 20; place++) {
                byte[] octets = filled('x');
                octets[place] = (byte) octet;
                assertThat(PlainOctetScanner.end(octets, 0))
                        .as("octet %d at %d", octet, place)
                        .isEqualTo(octet <= '\r' ? place : octets.length);
            }
        }
    }

    @Test
    void findsWhatLookingAtEachOctetFinds() {
        Random random = new Random(7);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] octets = new byte[random.nextInt(40)];
            for (int place = 0; place < octets.length; place++) {
                octets[place] = (byte) (random.nextInt(12) == 0 ? random.nextInt(16) : random.nextInt(256));
            }
            int from = random.nextInt(octets.length + 1);
            assertThat(PlainOctetScanner.end(octets, from))
                    .as(Arrays.toString(octets) + " from " + from)
                    .isEqualTo(byEachOctet(octets, from));
        }
    }

    private static int byEachOctet(byte[] octets, int from) {
        int at = from;
        while (at < octets.length && (octets[at] & 0xff) > '\r') {
            at++;
        }
        return at;
    }

    private static byte[] filled(char with) {
        byte[] octets = new byte[20];
        Arrays.fill(octets, (byte) with);
        return octets;
    }
}
