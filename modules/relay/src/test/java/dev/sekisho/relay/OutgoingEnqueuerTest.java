// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.store.Store;
import dev.sekisho.store.mail.ForwardedRecipients;
import dev.sekisho.store.mail.OriginalRecipients;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.tls.material.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutgoingEnqueuerTest {
    @TempDir
    Path folder;

    private Store store;
    private OutgoingQueue outgoing;
    private OutgoingEnqueuer enqueuer;

    @BeforeEach
    void open() {
        store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("store.db")));
        outgoing = new OutgoingQueue(store.database());
        Route all = new Route(
                "default",
                List.of(),
                List.of(),
                new NextHop.Mx(NextHop.SMTP_PORT),
                RouteDemand.OPPORTUNISTIC,
                Optional.empty(),
                Optional.empty(),
                List.of());
        RelaySettings settings = new RelaySettings(
                "us.example",
                new Routes(List.of(all)),
                route -> Secret.of("secret"),
                RetrySchedule.DEFAULT,
                DestinationLimits.DEFAULT);
        enqueuer = new OutgoingEnqueuer(
                outgoing,
                store.bodies(),
                settings,
                new SrsRewriter(store.database(), Clock.systemUTC()),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsForwardedLeavesWithARewrittenSenderAndTheRestWithItsOwn() throws Exception {
        store.domains().add(Domain.of("us.example"));
        MailImpl mail = mail("named@far.example");
        mail.setSender(new MailAddress("friend@elsewhere.example"));
        MailAddress forwardedTo = new MailAddress("forwarded@far.example");
        mail.setRecipients(List.of(new MailAddress("named@far.example"), forwardedTo));
        ForwardedRecipients.set(mail, Map.of(forwardedTo, Domain.of("us.example")));
        enqueuer.take(mail);
        List<OutgoingMessage> all = outgoing.admin().page(0, 10);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).sender()).contains("friend@elsewhere.example");
        assertThat(only(all.get(0)).address()).isEqualTo("named@far.example");
        assertThat(all.get(1).sender().orElseThrow())
                .matches("SRS0=[A-Z2-7]{8}=[A-Z2-7]{2}=elsewhere\\.example=friend@us\\.example");
        assertThat(only(all.get(1)).address()).isEqualTo("forwarded@far.example");
    }

    @Test
    void theNullSenderOneOfOursAndWhereItIsNotWantedTheSenderStays() throws Exception {
        store.domains().add(Domain.of("us.example"));
        MailAddress forwardedTo = new MailAddress("forwarded@far.example");
        for (String sender : List.of("", "us@us.example", "friend@elsewhere.example")) {
            MailImpl mail = mail("forwarded@far.example");
            mail.setName("mail of " + sender);
            mail.setSender(sender.isEmpty() ? MailAddress.nullSender() : new MailAddress(sender));
            ForwardedRecipients.set(mail, Map.of(forwardedTo, Domain.of("us.example")));
            enqueuer.take(mail, !sender.startsWith("friend"));
        }
        assertThat(outgoing.admin().page(0, 10))
                .extracting(message -> message.sender().orElse(""))
                .containsExactly("", "us@us.example", "friend@elsewhere.example");
    }

    @Test
    void whoLoggedInToSubmitItIsKeptAndNobodyWhereNobodyDid() throws Exception {
        MailImpl mail = mail("them@far.example");
        assertThat(taken(mail).submitter()).isEmpty();
        MailImpl submitted = mail("others@far.example");
        submitted.setName("mail-2");
        submitted.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of("alice@us.example")));
        enqueuer.take(submitted);
        assertThat(outgoing.admin().page(0, 10).get(1).submitter()).contains("alice@us.example");
    }

    private OutgoingMessage taken(MailImpl mail) throws Exception {
        enqueuer.take(mail);
        return outgoing.admin().page(0, 1).get(0);
    }

    private static MailImpl mail(String recipient) throws Exception {
        return MailImpl.builder()
                .name("mail-1")
                .sender("us@us.example")
                .addRecipient(recipient)
                .mimeMessage(new MimeMessage(
                        (Session) null,
                        new ByteArrayInputStream(
                                "Subject: hello\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII))))
                .build();
    }

    private static OutgoingRecipient only(OutgoingMessage message) {
        assertThat(message.recipients()).hasSize(1);
        return message.recipients().get(0);
    }

    @Test
    void envidAndOrcptGoOnAsTheyWereSaid() throws Exception {
        MailImpl mail = mail("a@far.example");
        MailAddress recipient = new MailAddress("a@far.example");
        mail.setDsnParameters(DsnParameters.builder()
                .envId(EnvId.of("abc+2Bdef+3D"))
                .addRcptParameter(recipient, RecipientDsnParameters.of(EnumSet.of(Notify.FAILURE)))
                .build()
                .orElseThrow());
        OriginalRecipients.set(mail, Map.of(recipient, "x400;orig+2Bx"));
        OutgoingMessage message = taken(mail);
        assertThat(message.envid()).contains("abc+2Bdef+3D");
        assertThat(only(message).orcpt()).contains("x400;orig+2Bx");
        assertThat(only(message).notices()).contains("FAILURE");
    }

    @Test
    void anOriginalThatAMailetHasSetIsEncoded() throws Exception {
        MailImpl mail = mail("a@far.example");
        mail.setDsnParameters(DsnParameters.of(
                        Optional.empty(),
                        Optional.empty(),
                        ImmutableMap.of(
                                new MailAddress("a@far.example"),
                                RecipientDsnParameters.of(new MailAddress("orig+x@us.example"))))
                .orElseThrow());
        assertThat(only(taken(mail)).orcpt()).contains("rfc822;orig+2Bx@us.example");
    }

    @Test
    void anAddressLiteralKeepsItsBrackets() throws Exception {
        OutgoingRecipient recipient = only(taken(mail("x@[127.0.5.12]")));
        assertThat(recipient.address()).isEqualTo("x@[127.0.5.12]");
        assertThat(recipient.destination()).isEqualTo("[127.0.5.12]");
    }
}
