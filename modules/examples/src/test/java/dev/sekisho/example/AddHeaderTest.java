// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.mail.MessagingException;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;

class AddHeaderTest {
    private final AddHeader mailet = new AddHeader();

    @Test
    void addsTheHeaderToTheMessage() throws Exception {
        mailet.init(config("X-Seen-By", "our checkpoint"));
        FakeMail mail = FakeMail.builder()
                .name("one")
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setText("hello"))
                .build();

        mailet.service(mail);

        assertThat(mail.getMessage().getHeader("X-Seen-By")).containsExactly("our checkpoint");
    }

    @Test
    void refusesToStartWithoutAName() {
        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder()
                        .mailetName("AddHeader")
                        .setProperty("value", "v")
                        .build()))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("<name> is missing");
    }

    @Test
    void refusesANameThatIsNone() {
        assertThatThrownBy(() -> mailet.init(config("Two: words", "v")))
                .hasMessageContaining("no name of a header field");
    }

    @Test
    void refusesAValueThatWouldStartANewLine() {
        assertThatThrownBy(() -> mailet.init(config("X-Seen-By", "a\r\nBcc: someone")))
                .hasMessageContaining("line break");
    }

    private static FakeMailetConfig config(String name, String value) {
        return FakeMailetConfig.builder()
                .mailetName("AddHeader")
                .setProperty("name", name)
                .setProperty("value", value)
                .build();
    }
}
