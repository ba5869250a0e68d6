// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.sql.UnitOfWork;
import java.util.OptionalLong;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.junit.jupiter.api.Test;

class DequeueTransactionTest {

    private final MailImpl mail = MailImpl.builder().name("m").build();
    private final DequeueTransaction taking = DequeueTransaction.begin(mail, OptionalLong.empty());
    private final UnitOfWork<Runnable> first = sql -> () -> {};
    private final UnitOfWork<Runnable> second = sql -> () -> {};

    @Test
    void whatIsKeptForLaterIsAddedToTheOthers() {
        taking.add(first);
        assertThat(taking.add(mail, second)).isTrue();
        assertThat(taking.end().orElseThrow()).containsExactly(first, second);
    }

    @Test
    void whatIsKeptBecauseProcessingFailedTakesThePlaceOfTheOthers() {
        taking.add(first);
        mail.setAttribute(Attribute.convertToAttribute("mail-processing-error-count", 1));
        taking.add(mail, second);
        assertThat(taking.end().orElseThrow()).containsExactly(second);
    }

    @Test
    void afterTheEndNothingIsAddedAndNothingComesAgain() {
        taking.end();
        assertThat(taking.add(first)).isFalse();
        assertThat(taking.comeAgain()).isFalse();
        assertThat(taking.end().orElseThrow()).isEmpty();
    }
}
