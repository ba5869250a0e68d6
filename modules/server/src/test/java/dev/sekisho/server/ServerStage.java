// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.james.HandlerDeclaration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.server.listener.ListenerFactory;
import dev.sekisho.server.listener.ListenerRuntime;
import dev.sekisho.server.listener.ListenerServices;
import dev.sekisho.server.listener.PinSource;
import dev.sekisho.server.listener.SharedSmtpServices;
import dev.sekisho.server.login.AccountSessions;
import dev.sekisho.server.login.ExposedAccounts;
import dev.sekisho.server.login.GuessMemory;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.login.LoginNames;
import dev.sekisho.server.login.SharedGuessGuard;
import dev.sekisho.server.pop3.maildrop.LockedMaildrop;
import dev.sekisho.server.pop3.maildrop.MaildropSource;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.client.ClientLookup;
import dev.sekisho.server.smtp.client.ClientServices;
import dev.sekisho.server.smtp.client.FakeAsyncDns;
import dev.sekisho.server.smtp.client.FakeGreylist;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import dev.sekisho.server.smtp.sending.PostmasterNotice;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.server.smtp.sending.SendingMemory;
import dev.sekisho.server.smtp.transaction.AddressDirectory;
import dev.sekisho.server.smtp.transaction.MessageReceiver;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.output.OutputSpill;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.trial.TrialFinding;
import dev.sekisho.store.users.PasswordStamp;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.server.ServerTls;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;

/**
 * Listeners on loopback made by the server's own factory, with hand-made services behind them: users {@code alice} and {@code bob} of
 * {@code example.org} with the password {@code secret}, and a queue that keeps what it is given.
 */
public final class ServerStage implements AutoCloseable {
    public final RecordingMailQueue queue = new RecordingMailQueue();
    public final FakeMaildrops maildrops = new FakeMaildrops();
    public volatile PinSet pins = PinSet.EMPTY;
    /** Names of accounts whose password was sent in cleartext, also of those that are none. */
    public final List<String> exposed = new CopyOnWriteArrayList<>();

    /** What values on trial would have refused. */
    public final List<TrialFinding.Subject> trialFindings = new CopyOnWriteArrayList<>();

    public final List<PinnedPeer> seen = new CopyOnWriteArrayList<>();

    /** When accounts have changed last. */
    public final Map<Username, Instant> changed = new ConcurrentHashMap<>();

    /** The sessions that are logged in. */
    public final AccountSessions accountSessions = new AccountSessions(users -> changed.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.of(PasswordStamp.ofAccount(each.getValue())))));

    /** What the DNS says of clients. */
    public final FakeAsyncDns dns = new FakeAsyncDns();

    /** What is remembered of their attempts. */
    public final FakeGreylist greylist = new FakeGreylist();
    /** Counts what users send; for as long as the stage is open, where a test says nothing else. */
    public final SendingGuard sending;

    /** Remembers logins for as long as the stage is open. */
    public final SharedGuessGuard guard = new SharedGuessGuard(GuessMemory.NONE, Clock.systemUTC());

    /** The local domains that logins see. */
    public volatile List<Domain> domains = List.of(Domain.of("example.org"));

    private final AtomicLong nanos = new AtomicLong();
    private final EventLoops loops = new EventLoops();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<Listener> listeners = new ArrayList<>();
    private final ServerTls tls;
    private final ListenerFactory factory;

    public ServerStage(Path directory) throws Exception {
        this(directory, SaslMechanisms.BUILT_IN, SmtpExtensions.NONE);
    }

    /** The same with the mechanisms and commands of an operator's. */
    public ServerStage(Path directory, SaslMechanisms mechanisms, SmtpExtensions extensions) throws Exception {
        this(directory, users(), mechanisms, extensions);
    }

    /** The same with other users. */
    public ServerStage(Path directory, UsersRepository users) throws Exception {
        this(directory, users, SaslMechanisms.BUILT_IN, SmtpExtensions.NONE);
    }

    /** The same with another count of what users send. */
    public ServerStage(Path directory, SendingGuard sending) throws Exception {
        this(directory, users(), SaslMechanisms.BUILT_IN, SmtpExtensions.NONE, sending);
    }

    private ServerStage(Path directory, UsersRepository users, SaslMechanisms mechanisms, SmtpExtensions extensions)
            throws Exception {
        this(
                directory,
                users,
                mechanisms,
                extensions,
                new SendingGuard(SendingMemory.NONE, PostmasterNotice.NONE, Clock.systemUTC()));
    }

    private ServerStage(
            Path directory,
            UsersRepository users,
            SaslMechanisms mechanisms,
            SmtpExtensions extensions,
            SendingGuard sending)
            throws Exception {
        this.sending = sending;
        HostPattern host = HostPattern.parse("mx.example.org").orElseThrow();
        SelfSignedIdentity selfSigned =
                new SelfSignedIdentity("test", directory.resolve("tls"), host, Clock.systemUTC());
        SelfSignedIdentity.Outcome.Made made = (SelfSignedIdentity.Outcome.Made) selfSigned.ensure();
        tls = new ServerTls(Identities.of(List.of(made.identity())), TlsEngine.chosen(), Clock.systemUTC());
        LoginNames names = new LoginNames(() -> domains);
        LoginChecker logins = new LoginChecker(
                users,
                names,
                guard,
                new ExposedAccounts(names, user -> exposed.add(user.asString()), Runnable::run),
                accountSessions);
        AddressDirectory addresses = new FakeDirectory();
        MessageReceiver receiver = new MessageReceiver(
                queue, addresses, "mx.example.org", Clock.systemUTC(), new TransientFailureLog(nanos::get));
        factory = new ListenerFactory(
                new ListenerServices(
                        logins,
                        mechanisms,
                        new SharedSmtpServices(
                                addresses,
                                receiver,
                                new PinSource(() -> pins, seen::add),
                                ServerStage::handler,
                                extensions,
                                new ClientServices(
                                        ClientLookup.of(dns, java.time.Duration.ofMillis(500), nanos::get),
                                        greylist::attempt),
                                sending),
                        maildrops,
                        () -> {
                            throw new IllegalArgumentException("IMAP is tested with a store");
                        },
                        (subject, recipient, reply) -> trialFindings.add(subject)),
                new ListenerRuntime(
                        tls,
                        loops,
                        workers,
                        directory.resolve("incoming"),
                        new OutputSpill(directory, 1024 * 1024, 1024 * 1024, 1),
                        Clock.systemUTC()));
    }

    /** A handler of the test's, which needs no service. */
    private static ProtocolHandler handler(String className, String xml) throws Exception {
        return (ProtocolHandler)
                Class.forName(className).getDeclaredConstructor().newInstance();
    }

    private static MemoryUsersRepository users() throws Exception {
        org.apache.james.domainlist.memory.MemoryDomainList domains =
                new org.apache.james.domainlist.memory.MemoryDomainList(new EmptyDns());
        domains.configure(org.apache.james.domainlist.lib.DomainListConfiguration.DEFAULT);
        domains.addDomain(Domain.of("example.org"));
        MemoryUsersRepository users = MemoryUsersRepository.withVirtualHosting(domains);
        users.addUser(Username.of("alice@example.org"), "secret");
        users.addUser(Username.of("bob@example.org"), "secret");
        return users;
    }

    /** Opens a listener; returns its port. */
    public int open(PortPolicy policy) throws Exception {
        return open(policy, List.of());
    }

    /** The same with hooks. */
    public int open(PortPolicy policy, List<HandlerDeclaration> handlers) throws Exception {
        ListenerConfiguration configuration = TestListeners.of(policy, handlers, "");
        Listener listener = factory.listener(configuration);
        listeners.add(listener);
        return listener.bind(configuration.binds().get(0)).getPort();
    }

    /** Lets time pass for what is told once in a while. */
    public void pass(java.time.Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Octets of output that the server holds because peers do not read, beyond what it always may. */
    public long heldBack() {
        return listeners.stream()
                .flatMap(listener -> listener.connections().stream())
                .mapToLong(Channel::bytesBeforeWritable)
                .sum();
    }

    @Override
    public void close() throws InterruptedException {
        for (Listener listener : listeners) {
            listener.stopAccepting();
            listener.drain(java.time.Duration.ofMillis(1));
        }
        factory.close();
        workers.shutdownNow();
        tls.close();
        loops.close();
    }

    private static final class FakeDirectory implements AddressDirectory {
        @Override
        public SenderOwnership sender(Username user, MailAddress address) {
            return user.asString().equals(address.asString()) ? SenderOwnership.OWN : SenderOwnership.FOREIGN;
        }

        @Override
        public boolean anyAuthorWithNullSender(Username user) {
            return user.asString().equals("bob@example.org");
        }

        @Override
        public Optional<MailAddress> postmaster() throws Exception {
            return Optional.of(new MailAddress("postmaster@example.org"));
        }

        @Override
        public RecipientAddressClass recipient(MailAddress address) {
            if (!address.getDomain().equals(Domain.of("example.org"))) {
                return RecipientAddressClass.REMOTE;
            }
            return switch (address.getLocalPart()) {
                case "alice", "bob", "postmaster" -> RecipientAddressClass.LOCAL;
                case "full" -> RecipientAddressClass.LOCAL_FULL;
                case "srs0=made=here" -> RecipientAddressClass.RETURN_PATH;
                default -> RecipientAddressClass.LOCAL_UNKNOWN;
            };
        }
    }

    /** One maildrop for everybody, with messages that the test puts there. */
    public static final class FakeMaildrops implements MaildropSource {
        public final List<byte[]> messages = new ArrayList<>();
        public final List<String> removed = new ArrayList<>();
        /** Keys of those that are no more, though they were when the maildrop was opened. */
        public final Set<Long> vanished = new HashSet<>();

        public final Semaphore opened = new Semaphore(0);
        public final Semaphore closed = new Semaphore(0);
        /** True if removing fails. */
        public volatile boolean readOnly;
        /** The UIDs that were read in one question, the first and the last. */
        public final List<String> readTogether = new CopyOnWriteArrayList<>();

        private boolean locked;

        @Override
        public synchronized Optional<LockedMaildrop> open(Username user) {
            if (locked) {
                return Optional.empty();
            }
            locked = true;
            return Optional.of(new LockedMaildrop() {
                private boolean closed;

                @Override
                public List<Message> messages() {
                    List<Message> all = new ArrayList<>();
                    for (int i = 0; i < messages.size(); i++) {
                        all.add(new Message("1." + (i + 1), messages.get(i).length, i));
                    }
                    return all;
                }

                @Override
                public java.io.InputStream content(Message message) throws IOException {
                    opened.release();
                    if (vanished.contains(message.key())) {
                        throw new IOException("it is no more");
                    }
                    return new java.io.ByteArrayInputStream(messages.get((int) message.key()));
                }

                @Override
                public Map<Long, byte[]> contents(Message first, Message last) {
                    readTogether.add(first.uniqueId() + " to " + last.uniqueId());
                    return LongStream.rangeClosed(first.key(), last.key())
                            .filter(key -> !vanished.contains(key))
                            .boxed()
                            .collect(Collectors.toMap(key -> key, key -> messages.get(key.intValue())));
                }

                @Override
                public void remove(java.util.Collection<Message> gone) throws IOException {
                    if (readOnly) {
                        throw new IOException("nothing can be removed");
                    }
                    gone.forEach(message -> removed.add(message.uniqueId()));
                }

                @Override
                public void close() {
                    synchronized (FakeMaildrops.this) {
                        locked = locked && closed;
                        closed = true;
                        FakeMaildrops.this.closed.release();
                    }
                }
            });
        }
    }
}
