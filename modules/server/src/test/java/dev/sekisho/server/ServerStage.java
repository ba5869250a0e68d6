// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.server.listener.CertificateEndpoint;
import dev.sekisho.server.listener.ConnectionAdmission;
import dev.sekisho.server.login.ExposedAccounts;
import dev.sekisho.server.login.FailedLoginLimiter;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.pop3.LockedMaildrop;
import dev.sekisho.server.pop3.MaildropSource;
import dev.sekisho.server.pop3.Pop3ListenerSettings;
import dev.sekisho.server.pop3.Pop3ServerSession;
import dev.sekisho.server.smtp.AddressDirectory;
import dev.sekisho.server.smtp.MessageReceiver;
import dev.sekisho.server.smtp.PeerRateLimiter;
import dev.sekisho.server.smtp.PinnedPeers;
import dev.sekisho.server.smtp.SmtpHookChain;
import dev.sekisho.server.smtp.SmtpListenerSettings;
import dev.sekisho.server.smtp.SmtpServerSession;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionSettings;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.OutputSpill;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.TlsEndpoint;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.ServerTls;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.user.memory.MemoryUsersRepository;

/**
 * Listeners on loopback with the real transport, TLS and conversations, and hand-made neighbours: users {@code alice} and {@code bob} of
 * {@code example.org} with the password {@code secret}, and a queue that keeps what it is given.
 */
public final class ServerStage implements AutoCloseable {
    public final RecordingMailQueue queue = new RecordingMailQueue();
    public final FakeMaildrops maildrops = new FakeMaildrops();
    public volatile PinSet pins = PinSet.EMPTY;
    /** Names of accounts whose password was sent in cleartext, also of those that are none. */
    public final List<String> exposed = new CopyOnWriteArrayList<>();

    public final List<PinnedPeer> seen = new CopyOnWriteArrayList<>();

    private final AtomicLong nanos = new AtomicLong();
    private final EventLoops loops = new EventLoops();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<Listener> listeners = new ArrayList<>();
    private final ServerTls tls;
    private final LoginChecker logins;
    private final Path directory;

    public ServerStage(Path directory) throws Exception {
        this.directory = directory;
        HostPattern host = HostPattern.parse("mx.example.org").orElseThrow();
        SelfSignedIdentity selfSigned =
                new SelfSignedIdentity("test", directory.resolve("tls"), host, Clock.systemUTC());
        SelfSignedIdentity.Outcome.Made made = (SelfSignedIdentity.Outcome.Made) selfSigned.ensure();
        tls = new ServerTls(Identities.of(List.of(made.identity())), TlsEngine.chosen(), Clock.systemUTC());
        logins = new LoginChecker(
                users(),
                new FailedLoginLimiter(Clock.systemUTC()),
                new ExposedAccounts(user -> exposed.add(user.asString()), Runnable::run));
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
        TlsEndpoint endpoint = policy.tls() == TlsMode.NONE
                ? CertificateEndpoint.NONE
                : new CertificateEndpoint(tls.listener(ListenerTls.of(policy)));
        boolean fromServers = policy.tls() == TlsMode.OFFERED;
        ConnectionSettings settings = new ConnectionSettings(
                new ListenerName(policy.name()),
                policy.tls() == TlsMode.IMPLICIT,
                fromServers,
                policy.limits().connections().idle(),
                policy.limits().slowClients(),
                new OutputSpill(directory, 1024 * 1024, 1024 * 1024, 1),
                System::nanoTime);
        Supplier<ProtocolSession> conversations = conversations(policy);
        Listener listener = new Listener(
                new ListenerName(policy.name()),
                100,
                loops,
                new ConnectionAdmission(policy),
                channel -> channel.pipeline()
                        .addLast(ClientConnection.handler(conversations.get(), endpoint, workers, settings)));
        listeners.add(listener);
        return listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
    }

    private Supplier<ProtocolSession> conversations(PortPolicy policy) {
        return switch (policy.protocol()) {
            case SMTP -> {
                SmtpListenerSettings shared = smtp(policy);
                yield () -> new SmtpServerSession(shared);
            }
            case POP3 -> {
                Pop3ListenerSettings shared = new Pop3ListenerSettings(
                        new ListenerName(policy.name()), "mx.example.org", "test", policy, logins, maildrops);
                yield () -> new Pop3ServerSession(shared);
            }
            case IMAP -> throw new IllegalArgumentException("IMAP is James' and is tested with all of James");
        };
    }

    private SmtpListenerSettings smtp(PortPolicy policy) {
        AddressDirectory directoryOfUsers = new FakeDirectory();
        return new SmtpListenerSettings(
                new ListenerName(policy.name()),
                "mx.example.org",
                "test",
                policy,
                address -> false,
                recipient -> recipient.asString().equals("listed@elsewhere.example"),
                new PinnedPeers(() -> pins, seen::add, new PeerRateLimiter(System::nanoTime)),
                directoryOfUsers,
                logins,
                new MessageReceiver(
                        queue,
                        directoryOfUsers,
                        "mx.example.org",
                        Clock.systemUTC(),
                        new TransientFailureLog(nanos::get)),
                new SmtpHookChain(List.of()),
                directory.resolve("incoming"),
                Clock.systemUTC());
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
