// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.io.IOException;
import java.util.OptionalLong;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

class RetryWhenStoreFailedTest {
    private final MailImpl mail = MailImpl.builder().name("m").state(Mail.ERROR).build();

    @Test
    void aPassingFailureSendsTheMessageBackAsAWhole() {
        DequeueTransaction transaction = DequeueTransaction.begin(mail, OptionalLong.empty());
        transaction.add(sql -> () -> {});
        failed(new MessagingException("cannot be delivered", new StoreUnavailableException("away", null)));

        new RetryWhenStoreFailed().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(transaction.end()).isEmpty();
    }

    @Test
    void soDoesADiskThatIsFullForAMailet() {
        DequeueTransaction.begin(mail, OptionalLong.empty());
        failed(new MessagingException("cannot be written", new IOException("/tmp/x: No space left on device")));

        new RetryWhenStoreFailed().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void anyOtherFailureStaysAnError() {
        DequeueTransaction transaction = DequeueTransaction.begin(mail, OptionalLong.empty());
        failed(new MessagingException("cannot be delivered", new StoreException("a fault", null)));

        new RetryWhenStoreFailed().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
        assertThat(transaction.end()).isPresent();
    }

    @Test
    void aMessageThatIsInNoQueueStaysAnError() {
        failed(new StoreUnavailableException("away", null));

        new RetryWhenStoreFailed().service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.ERROR);
    }

    private void failed(Exception failure) {
        mail.setAttribute(new Attribute(Mail.MAILET_ERROR, AttributeValue.ofUnserializable(failure)));
    }
}
