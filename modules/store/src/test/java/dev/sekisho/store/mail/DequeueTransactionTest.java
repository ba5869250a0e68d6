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
    private final DequeueTransaction transaction = DequeueTransaction.begin(mail, OptionalLong.empty());
    private final UnitOfWork<Runnable> first = sql -> () -> {};
    private final UnitOfWork<Runnable> second = sql -> () -> {};

    @Test
    void whatIsKeptForLaterIsAddedToTheOthers() {
        transaction.add(first);
        assertThat(transaction.add(mail, second)).isTrue();
        assertThat(transaction.end().orElseThrow()).containsExactly(first, second);
    }

    @Test
    void whatIsKeptBecauseProcessingFailedTakesThePlaceOfTheOthers() {
        transaction.add(first);
        mail.setAttribute(Attribute.convertToAttribute("mail-processing-error-count", 1));
        transaction.add(mail, second);
        assertThat(transaction.end().orElseThrow()).containsExactly(second);
    }

    @Test
    void afterTheEndNothingIsAddedAndNothingComesAgain() {
        transaction.end();
        assertThat(transaction.add(first)).isFalse();
        assertThat(transaction.comeAgain()).isFalse();
        assertThat(transaction.end().orElseThrow()).isEmpty();
    }
}
