// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 octets",
        "1, 1 octet",
        "1023, 1023 octets",
        "1024, 1KiB",
        "1500, 1.4KiB",
        "2097152, 2MiB",
        "1572864, 1536KiB",
        "524288000, 500MiB",
        "2147483648, 2GiB",
        "2147483647, 1.9GiB",
        "9223372036854775807, 8388607.9TiB"
    })
    void isInTheUnitThatIsReadMostEasily(long octets, String size) {
        assertThat(HumanSize.of(octets)).isEqualTo(size);
    }
}
