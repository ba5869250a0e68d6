// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.james.core.MailAddress;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Test;

class RecipientHasTagTest {
    private final RecipientHasTag matcher = new RecipientHasTag();

    @Test
    void matchesTheRecipientsThatHaveTheTagAndNoOthers() throws Exception {
        matcher.init(FakeMatcherConfig.builder()
                .matcherName("RecipientHasTag")
                .condition("orders")
                .build());
        FakeMail mail = FakeMail.builder()
                .name("one")
                .recipients("shop+orders@example.org", "shop@example.org", "orders@example.org")
                .build();

        assertThat(matcher.match(mail)).containsExactly(new MailAddress("shop+orders@example.org"));
    }

    @Test
    void refusesToStartWithoutATag() {
        assertThatThrownBy(() -> matcher.init(FakeMatcherConfig.builder()
                        .matcherName("RecipientHasTag")
                        .build()))
                .hasMessageContaining("the tag is missing");
    }
}
