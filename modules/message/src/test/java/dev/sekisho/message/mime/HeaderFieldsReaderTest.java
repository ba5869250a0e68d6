// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import static dev.sekisho.message.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.message.header.HeaderFields;
import org.junit.jupiter.api.Test;

class HeaderFieldsReaderTest {
    @Test
    void readsTheWantedFieldsAlone() {
        HeaderFields fields = HeaderFieldsReader.read(
                message("Subject: s\nX-Mine: a\n b\nno field\nx-mine : c\n\nX-Mine: body\n"), "x-mine"::equals);

        assertThat(fields.fields())
                .extracting(field -> field.octets().octets())
                .containsExactly("X-Mine: a\r\n b\r\n", "x-mine : c\r\n");
        assertThat(fields.first("X-MINE")).hasToString("Optional[a b]");
    }

    @Test
    void readsAHeaderWithoutItsEnd() {
        assertThat(HeaderFieldsReader.read(message("Subject: s"), "subject"::equals)
                        .first("subject"))
                .hasToString("Optional[s]");
    }
}
