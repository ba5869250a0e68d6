// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import com.google.inject.TypeLiteral;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.RetrySchedule;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.OutboundEnqueuer;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.server.imap.FailedLoginLedger;
import dev.sekisho.server.imap.ImapEngine;
import dev.sekisho.server.imap.ImapEngineSettings;
import dev.sekisho.server.imap.ImapListenerSettings;
import dev.sekisho.server.imap.ImapServerSession;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.listener.CertificateEndpoint;
import dev.sekisho.server.listener.ConnectionAdmission;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionSettings;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.OutputSpill;
import dev.sekisho.store.Store;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.Secret;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.ServerTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
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

    private final EventLoops loops = new EventLoops();
    private final OutputSpill overflow;
    private final Ledger ledger = new Ledger();
    private final Path home;
    private final Store store;
    private final JamesServices james;
    private final ServerTls tls;
    private final Listener listener;
    private final ExecutorService workers;
    private final int port;

    public ImapStage(Path home) throws Exception {
        this(home, BuiltInPolicies.IMAPS.limits().connections().idle());
    }

    /**
     * The same with another idle time.
     *
     * @param idle how long a session may say nothing before its login
     */
    public ImapStage(Path home, Duration idle) throws Exception {
        this.home = home;
        overflow = new OutputSpill(home.resolve("var/incoming"), 256 * 1024 * 1024, 1024 * 1024 * 1024, 4);
        copyConfiguration(home);
        System.setProperty("sekisho.hostname", "mx.example.org");
        Files.createDirectories(home.resolve("var"));
        store = Store.open(DatabaseSettings.Sqlite.at(home.resolve("var/sekisho.db")));
        james = JamesServices.start(
                home,
                store,
                new OutboundEnqueuer(
                        new OutgoingQueue(store.database()),
                        store.bodies(),
                        new RelaySettings(
                                "mail.example.org",
                                Routes.DEFAULT,
                                route -> Secret.of(""),
                                RetrySchedule.DEFAULT,
                                DestinationLimits.DEFAULT),
                        new dev.sekisho.store.senders.SrsRewriter(store.database(), Clock.systemUTC()),
                        Clock.systemUTC()));
        james.service(DomainList.class).addDomain(Domain.of("example.org"));
        for (String user : List.of("alice@example.org", "bob@example.org")) {
            james.service(UsersRepository.class).addUser(Username.of(user), "secret");
        }
        HostPattern host = HostPattern.parse("mx.example.org").orElseThrow();
        SelfSignedIdentity selfSigned = new SelfSignedIdentity("test", home.resolve("tls"), host, Clock.systemUTC());
        SelfSignedIdentity.Outcome.Made made = (SelfSignedIdentity.Outcome.Made) selfSigned.ensure();
        tls = new ServerTls(Identities.of(List.of(made.identity())), TlsEngine.chosen(), Clock.systemUTC());
        PortPolicy builtIn = BuiltInPolicies.IMAPS;
        PortPolicy policy = builtIn.with(
                builtIn.rules(),
                builtIn.limits().with(builtIn.limits().connections().withIdle(idle)));
        ImapListenerSettings shared = shared(policy);
        workers = shared.settings().newWorkers();
        listener = listener(policy, shared);
        port = listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
    }

    private static void copyConfiguration(Path home) throws IOException {
        Path target = Files.createDirectories(home.resolve("conf"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("../../conf"), "*.xml")) {
            for (Path file : files) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private ImapListenerSettings shared(PortPolicy policy) throws Exception {
        ImapEngineSettings settings = ImapEngineSettings.of(
                JamesServices.xml(
                        "<imapserver><literalSizeLimit>" + MESSAGE_LIMIT + "</literalSizeLimit></imapserver>"),
                policy);
        ImapEngine engine = ImapEngine.of(
                james.service(ImapDecoder.class),
                james.service(ImapEncoder.class),
                james.service(ImapProcessor.class),
                settings.engine());
        return new ImapListenerSettings(
                new ListenerName("imaps"),
                "mx.example.org",
                policy,
                settings,
                engine,
                ledger,
                home.resolve("var/incoming"));
    }

    private Listener listener(PortPolicy policy, ImapListenerSettings shared) throws Exception {
        CertificateEndpoint endpoint = new CertificateEndpoint(tls.listener(ListenerTls.of(policy)));
        ConnectionSettings settings = new ConnectionSettings(
                new ListenerName("imaps"),
                true,
                false,
                policy.limits().connections().idle(),
                policy.limits().slowClients(),
                overflow,
                System::nanoTime);
        return new Listener(
                new ListenerName("imaps"),
                100,
                loops,
                new ConnectionAdmission(policy),
                channel -> channel.pipeline()
                        .addLast(ClientConnection.handler(new ImapServerSession(shared), endpoint, workers, settings)));
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
        workers.shutdownNow();
        james.close();
        store.close();
        tls.close();
        loops.close();
    }

    private static final class Ledger implements FailedLoginLedger {
        private final AtomicInteger failed = new AtomicInteger();
        private volatile boolean heldOff;

        @Override
        public boolean heldOff(InetAddress peer) {
            return heldOff;
        }

        @Override
        public boolean known(String name) {
            return name.equals("alice@example.org") || name.equals("bob@example.org");
        }

        @Override
        public void failed(InetAddress peer) {
            failed.incrementAndGet();
        }
    }
}
