// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import static dev.sekisho.server.LoggedEvents.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.sekisho.server.EmptyDns;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.store.Store;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.mail.ForwardedRecipients;
import dev.sekisho.store.mail.OriginalRecipients;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.store.sql.DatabaseSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.server.core.MailImpl;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteRecipientsTest {
    private static final Domain HERE = Domain.of("example.org");

    private final MemoryRecipientRewriteTable table = new MemoryRecipientRewriteTable();
    private final List<String> handedOver = new ArrayList<>();
    private Store store;
    private SrsRewriter returnPaths;
    private RewriteRecipients mailet;
    private boolean queueFails;

    @BeforeEach
    void configure(@TempDir Path folder) throws Exception {
        store = Store.open(DatabaseSettings.Sqlite.at(folder.resolve("store.db")));
        store.domains().add(HERE);
        returnPaths = new SrsRewriter(store.database(), Clock.systemUTC());
        mailet = new RewriteRecipients(table, returnPaths);
        MemoryDomainList domains = new MemoryDomainList(new EmptyDns());
        domains.configure(DomainListConfiguration.DEFAULT);
        domains.addDomain(HERE);
        table.setDomainList(domains);
        table.setUsersRepository(MemoryUsersRepository.withVirtualHosting(domains));
        table.setConfiguration(org.apache.james.rrt.api.RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        mailet.init(new Configured());
    }

    @Test
    void putsLocalAndRemoteTargetsInPlaceOfTheRecipient() throws Exception {
        table.addForwardMapping(source("team"), "bob@example.org");
        table.addForwardMapping(source("team"), "friend@elsewhere.example");
        try (LoggedEvents logged = new LoggedEvents()) {
            assertThat(rewritten("team@example.org", "carol@example.org"))
                    .containsExactlyInAnyOrder("bob@example.org", "friend@elsewhere.example", "carol@example.org");
            assertThat(logged.all(LogEvent.REWRITTEN)).singleElement().satisfies(line -> {
                assertThat(of(line, LogKey.TO)).isEqualTo("team@example.org");
                assertThat(of(line, LogKey.INTO)).contains("bob@example.org").contains("friend@elsewhere.example");
            });
        }
        assertThat(handedOver).isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void marksWhomTheSenderDidNotNameAsForwarded() throws Exception {
        table.addForwardMapping(source("team"), "friend@elsewhere.example");
        table.addForwardMapping(source("team"), "named@elsewhere.example");
        MailImpl mail = mail("team@example.org", "named@elsewhere.example");
        mailet.service(mail);
        assertThat(ForwardedRecipients.of(mail, new MailAddress("friend@elsewhere.example")))
                .contains(HERE);
        assertThat(ForwardedRecipients.of(mail, new MailAddress("named@elsewhere.example")))
                .isEmpty();
    }

    @Test
    void turnsARewrittenSenderBackForANoticeAndForNothingElse() throws Exception {
        MailAddress rewritten = returnPaths.rewritten(new MailAddress("friend@elsewhere.example"), HERE);
        MailImpl notice = MailImpl.builder()
                .name("notice")
                .sender(MaybeSender.nullSender())
                .addRecipient(rewritten)
                .build();
        mailet.service(notice);
        assertThat(notice.getRecipients()).containsExactly(new MailAddress("friend@elsewhere.example"));
        assertThat(rewritten(rewritten.asString())).containsExactly(rewritten.asString());
    }

    @Test
    void leavesWhomNothingStandsFor() throws Exception {
        assertThat(rewritten("bob@example.org")).containsExactly("bob@example.org");
    }

    @Test
    void handsOverWhomTheTableRefuses() throws Exception {
        table.addErrorMapping(source("closed"), "this address is closed");
        assertThat(rewritten("closed@example.org", "bob@example.org")).containsExactly("bob@example.org");
        assertThat(handedOver).containsExactly("refused:closed@example.org");
    }

    @Test
    void endsAMessageWithNobodyLeft() throws Exception {
        table.addErrorMapping(source("closed"), "this address is closed");
        MailImpl mail = mail("closed@example.org");
        mailet.service(mail);
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void failsRatherThanLoseWhomItCannotHandOver() throws Exception {
        table.addErrorMapping(source("closed"), "this address is closed");
        queueFails = true;
        MailImpl mail = mail("closed@example.org", "bob@example.org");
        assertThatThrownBy(() -> mailet.service(mail)).isInstanceOf(MessagingException.class);
        assertThat(mail.getRecipients()).hasSize(2);
    }

    @Test
    void carriesWhatTheSenderAskedOfTheRecipient() throws Exception {
        table.addForwardMapping(source("team"), "bob@example.org");
        MailImpl mail = mail("team@example.org");
        RecipientDsnParameters never = RecipientDsnParameters.of(EnumSet.of(Notify.NEVER));
        mail.setDsnParameters(DsnParameters.of(
                        Optional.empty(), Optional.empty(), ImmutableMap.of(new MailAddress("team@example.org"), never))
                .orElseThrow());
        mailet.service(mail);
        assertThat(mail.dsnParameters().orElseThrow().getRcptParameters())
                .containsEntry(new MailAddress("bob@example.org"), never);
    }

    @Test
    void whoWantsToBeToldOfOneRecipientIsNotForgottenForAnother() throws Exception {
        table.addForwardMapping(source("team"), "bob@example.org");
        MailAddress team = new MailAddress("team@example.org");
        MailAddress bob = new MailAddress("bob@example.org");
        RecipientDsnParameters never = RecipientDsnParameters.of(EnumSet.of(Notify.NEVER));
        RecipientDsnParameters success = RecipientDsnParameters.of(EnumSet.of(Notify.SUCCESS));
        assertThat(notify(bob, ImmutableMap.of(team, never))).contains(EnumSet.of(Notify.FAILURE, Notify.DELAY));
        assertThat(notify(bob, ImmutableMap.of(team, never, bob, success))).contains(EnumSet.of(Notify.SUCCESS));
        assertThat(notify(bob, ImmutableMap.of(bob, never, team, success))).contains(EnumSet.of(Notify.SUCCESS));
        assertThat(notify(bob, ImmutableMap.of(bob, never, team, never))).contains(EnumSet.of(Notify.NEVER));
    }

    /** What is asked of one recipient after team and bob are one. */
    private Optional<EnumSet<Notify>> notify(
            MailAddress recipient, ImmutableMap<MailAddress, RecipientDsnParameters> asked) throws Exception {
        MailImpl mail = mail("bob@example.org", "team@example.org");
        mail.setDsnParameters(
                DsnParameters.of(Optional.empty(), Optional.empty(), asked).orElseThrow());
        mailet.service(mail);
        return mail.dsnParameters()
                .map(parameters -> parameters.getRcptParameters().get(recipient))
                .flatMap(RecipientDsnParameters::getNotifyParameter);
    }

    @Test
    void carriesWhomTheSenderMeant() throws Exception {
        table.addForwardMapping(source("team"), "bob@example.org");
        MailImpl mail = mail("team@example.org", "carol@example.org");
        OriginalRecipients.set(
                mail,
                Map.of(
                        new MailAddress("team@example.org"), "rfc822;team@example.org",
                        new MailAddress("carol@example.org"), "x400;carol"));
        mailet.service(mail);
        assertThat(OriginalRecipients.of(mail, new MailAddress("bob@example.org")))
                .contains("rfc822;team@example.org");
        assertThat(OriginalRecipients.of(mail, new MailAddress("carol@example.org")))
                .contains("x400;carol");
        assertThat(OriginalRecipients.of(mail, new MailAddress("team@example.org")))
                .isEmpty();
    }

    private List<String> rewritten(String... recipients) throws Exception {
        MailImpl mail = mail(recipients);
        mailet.service(mail);
        return mail.getRecipients().stream().map(MailAddress::asString).toList();
    }

    private static MailImpl mail(String... recipients) throws Exception {
        return MailImpl.builder()
                .name("test")
                .sender("sender@elsewhere.example")
                .addRecipients(recipients)
                .build();
    }

    private static MappingSource source(String localPart) {
        return MappingSource.fromUser(localPart, HERE);
    }

    private final class Configured implements MailetConfig {
        @Override
        public String getInitParameter(String name) {
            return name.equals("errorProcessor") ? "refused" : null;
        }

        @Override
        public Iterator<String> getInitParameterNames() {
            return List.of("errorProcessor").iterator();
        }

        @Override
        public MailetContext getMailetContext() {
            return (MailetContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {MailetContext.class}, (proxy, method, arguments) -> {
                        if (queueFails) {
                            throw new MessagingException("the queue is out of order");
                        }
                        Mail part = (Mail) arguments[0];
                        part.getRecipients().forEach(recipient -> handedOver.add(part.getState() + ":" + recipient));
                        return null;
                    });
        }

        @Override
        public String getMailetName() {
            return "RewriteRecipients";
        }
    }
}
