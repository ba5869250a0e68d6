// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import com.google.inject.TypeLiteral;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.policy.login.LoginDecision;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.OutgoingEnqueuer;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.server.james.AddedModules;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.listener.JamesListenerServices;
import dev.sekisho.server.listener.ListenerFactory;
import dev.sekisho.server.listener.ListenerRuntime;
import dev.sekisho.server.listener.ListenerServices;
import dev.sekisho.server.listener.PinSource;
import dev.sekisho.server.login.AccountSessions;
import dev.sekisho.server.login.ExposedAccounts;
import dev.sekisho.server.login.GuessAttempt;
import dev.sekisho.server.login.GuessGuard;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.login.LoginNames;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.output.OutputSpill;
import dev.sekisho.store.Store;
import dev.sekisho.store.imap.ExpungeLog;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.mailbox.UserMailboxData;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.quota.QuotaAdmin;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.trial.TrialFinding;
import dev.sekisho.store.users.Users;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.Secret;
import dev.sekisho.tls.server.ServerTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.james.user.api.UsersRepository;

/**
 * A listener that speaks IMAP on loopback, with all of James and a store of its own behind it: users {@code alice} and {@code bob} of
 * {@code example.org} with the password {@code secret}.
 */
public final class ImapStage implements AutoCloseable {
    public static final int MESSAGE_LIMIT = 2 * 1024 * 1024;

    /** What values on trial would have refused. */
    public final List<TrialFinding.Subject> trialFindings = new CopyOnWriteArrayList<>();

    private final EventLoops loops = new EventLoops();
    private final Ledger ledger = new Ledger();
    private final AccountSessions accountSessions;
    private final Path home;
    private final Store store;
    private final JamesServices james;
    private final ServerTls tls;
    private final Listener listener;
    private final ListenerFactory factory;
    private final int port;
    private LoginChecker logins;

    public ImapStage(Path home) throws Exception {
        this(home, BuiltInPolicies.IMAPS);
    }

    /** The same with the mechanisms of an operator's. */
    public ImapStage(Path home, SaslMechanisms mechanisms) throws Exception {
        this(home, BuiltInPolicies.IMAPS, mechanisms);
    }

    /**
     * The same with another idle time.
     *
     * @param idle how long a session may say nothing before its login
     */
    public ImapStage(Path home, Duration idle) throws Exception {
        this(home, withIdle(idle));
    }

    /** The same with another policy. */
    public ImapStage(Path home, PortPolicy policy) throws Exception {
        this(home, policy, SaslMechanisms.BUILT_IN);
    }

    private static PortPolicy withIdle(Duration idle) {
        PortPolicy builtIn = BuiltInPolicies.IMAPS;
        return builtIn.with(
                builtIn.rules(),
                builtIn.limits().with(builtIn.limits().connections().withIdle(idle)));
    }

    private ImapStage(Path home, PortPolicy policy, SaslMechanisms mechanisms) throws Exception {
        this.home = home;
        copyConfiguration(home);
        System.setProperty("sekisho.hostname", "mx.example.org");
        Files.createDirectories(home.resolve("var"));
        store = Store.open(DatabaseSettings.Sqlite.at(home.resolve("var/sekisho.db")));
        accountSessions = new AccountSessions(store);
        james = JamesServices.start(
                home,
                store,
                new OutgoingEnqueuer(
                        new OutgoingQueue(store.database()),
                        store.bodies(),
                        new RelaySettings(
                                "mail.example.org",
                                Routes.DEFAULT,
                                route -> Secret.of(""),
                                RetrySchedule.DEFAULT,
                                DestinationLimits.DEFAULT),
                        new dev.sekisho.store.senders.SrsRewriter(store.database(), Clock.systemUTC()),
                        Clock.systemUTC()),
                AddedModules.NONE);
        james.service(DomainList.class).addDomain(Domain.of("example.org"));
        for (String user : List.of("alice@example.org", "bob@example.org")) {
            james.service(UsersRepository.class).addUser(Username.of(user), "secret");
        }
        HostPattern host = HostPattern.parse("mx.example.org").orElseThrow();
        SelfSignedIdentity selfSigned = new SelfSignedIdentity("test", home.resolve("tls"), host, Clock.systemUTC());
        SelfSignedIdentity.Outcome.Made made = (SelfSignedIdentity.Outcome.Made) selfSigned.ensure();
        tls = new ServerTls(Identities.of(List.of(made.identity())), TlsEngine.chosen(), Clock.systemUTC());
        factory = new ListenerFactory(services(mechanisms), runtime());
        ListenerConfiguration configuration = TestListeners.of(
                policy,
                List.of(),
                "<imapserver><literalSizeLimit>" + MESSAGE_LIMIT + "</literalSizeLimit></imapserver>");
        listener = factory.listener(configuration);
        port = listener.bind(configuration.binds().get(0)).getPort();
    }

    private static void copyConfiguration(Path home) throws IOException {
        Path target = Files.createDirectories(home.resolve("conf"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("../../conf"), "*.xml")) {
            for (Path file : files) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** Those of James, but for the ledger of bad logins. */
    private ListenerServices services(SaslMechanisms mechanisms) {
        ListenerServices ofJames = JamesListenerServices.of(
                james,
                "mx.example.org",
                new PinSource(() -> PinSet.EMPTY, seen -> {}),
                Clock.systemUTC(),
                mechanisms,
                SmtpExtensions.NONE);
        LoginNames names = james.service(LoginNames.class);
        logins = new LoginChecker(
                james.service(UsersRepository.class),
                names,
                ledger,
                new ExposedAccounts(names, user -> true, Runnable::run),
                accountSessions);
        return new ListenerServices(
                logins,
                mechanisms,
                ofJames.smtp(),
                ofJames.maildrops(),
                ofJames.mail(),
                (subject, recipient, reply) -> trialFindings.add(subject));
    }

    private ListenerRuntime runtime() {
        Path incoming = home.resolve("var/incoming");
        return new ListenerRuntime(
                tls,
                loops,
                Runnable::run,
                incoming,
                new OutputSpill(incoming, 256 * 1024 * 1024, 1024 * 1024 * 1024, 4),
                Clock.systemUTC());
    }

    /** A service of James. */
    public <T> T service(Class<T> type) {
        return james.service(type);
    }

    /** A client that was greeted. */
    public ScriptedClient connect() throws Exception {
        return ScriptedClient.tls(port).expect("* OK");
    }

    /** A client that is logged in as {@code bob} and may leave answers unread. */
    public ScriptedClient loginToNotRead() throws Exception {
        ScriptedClient client = ScriptedClient.tlsOfFewOctets(port).expect("* OK");
        client.say("l LOGIN bob@example.org secret");
        client.tagged("l");
        return client;
    }

    /** A client that is logged in as {@code alice}. */
    public ScriptedClient login() throws Exception {
        ScriptedClient client = connect();
        client.say("l LOGIN alice@example.org secret");
        client.tagged("l");
        return client;
    }

    /** Puts a message into a mailbox of {@code alice} without any listener. */
    public void store(String mailbox, String message) throws Exception {
        MailboxManager mailboxes = james.service(MailboxManager.class);
        Username alice = Username.of("alice@example.org");
        MailboxSession session = mailboxes.createSystemSession(alice);
        mailboxes
                .getMailbox(MailboxPath.forUser(alice, mailbox), session)
                .appendMessage(
                        MessageManager.AppendCommand.builder().build(message.getBytes(StandardCharsets.US_ASCII)),
                        session);
    }

    /** Puts a message into the spool, as a listener does. */
    public void spool(String message, String... recipients) throws Exception {
        MailImpl mail = MailImpl.builder()
                .name(MailImpl.getId())
                .sender("someone@example.net")
                .addRecipients(recipients)
                .mimeMessage(new MimeMessageWrapper(MimeMessageInputStreamSource.create(
                        "spooled", new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)))))
                .build();
        try (MailQueue queue =
                james.service(new TypeLiteral<MailQueueFactory<?>>() {}).createQueue(MailQueueFactory.SPOOL)) {
            queue.enQueue(mail);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    /** The number that a query of the store gives. */
    public long number(String query) {
        return store.database().read(sql -> sql.number(query));
    }

    /** Forgets all expunges, as if they were too old to be kept. */
    public void forgetExpunges() {
        new ExpungeLog(store.database())
                .forgetOld(Instant.now().plus(ExpungeLog.KEPT).plusSeconds(60));
    }

    /** The limits on what users keep. */
    public QuotaAdmin quotas() {
        return new QuotaAdmin(store.database());
    }

    /** The users. */
    public Users users() {
        return store.users();
    }

    /** Removes the mailboxes of a user. */
    public void removeMailboxes(Username user) {
        new UserMailboxData(store.database(), store.bodies()).remove(user, left -> {});
    }

    /** Has it seen now, not soon, which accounts have changed. */
    public void lookAtAccounts() {
        accountSessions.endChanged();
    }

    /** Bad logins so far. */
    public int badLogins() {
        return ledger.failed.get();
    }

    /** Whether all logins are held off from now on. */
    public void holdOff(boolean heldOff) {
        ledger.heldOff = heldOff;
    }

    /** Files that hold literals now. */
    public int spilled() throws IOException {
        Path folder = home.resolve("var/incoming");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Override
    public void close() throws Exception {
        listener.stopAccepting();
        listener.drain(Duration.ofMillis(1));
        factory.close();
        logins.close();
        james.service(ImapStore.class).close();
        james.close();
        store.close();
        tls.close();
        loops.close();
    }

    /** Counts, and holds off whom the test wants. */
    private static final class Ledger implements GuessGuard {
        private final AtomicInteger failed = new AtomicInteger();
        private volatile boolean heldOff;

        @Override
        public Optional<GuessRefusal> refusal(InetAddress client, FailedLoginLimits limits) {
            return heldOff ? Optional.of(GuessRefusal.ADDRESS) : Optional.empty();
        }

        @Override
        public GuessAttempt begin(InetAddress client, String name, FailedLoginLimits limits) {
            LoginDecision decision =
                    heldOff ? new LoginDecision.Refuse(GuessRefusal.ADDRESS) : new LoginDecision.Serve(Duration.ZERO);
            return new GuessAttempt() {
                @Override
                public LoginDecision decision() {
                    return decision;
                }

                @Override
                public void right(String user) {}

                @Override
                public void wrong(Optional<String> known) {
                    failed.incrementAndGet();
                }

                @Override
                public void undone() {}
            };
        }

        @Override
        public void failed(InetAddress client, FailedLoginLimits limits) {
            failed.incrementAndGet();
        }

        @Override
        public Standing standing(InetAddress client, String name) {
            return Standing.STRANGER;
        }

        @Override
        public boolean refusesConnections(InetAddress client) {
            return false;
        }
    }
}
