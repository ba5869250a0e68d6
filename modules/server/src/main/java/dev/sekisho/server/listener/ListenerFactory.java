// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import com.google.inject.TypeLiteral;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.server.imap.FailedLoginLedger;
import dev.sekisho.server.imap.ImapEngine;
import dev.sekisho.server.imap.ImapEngineSettings;
import dev.sekisho.server.imap.ImapListenerSettings;
import dev.sekisho.server.imap.ImapServerSession;
import dev.sekisho.server.james.JamesAddressDirectory;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.login.FailedLoginLimiter;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.pop3.Pop3ListenerSettings;
import dev.sekisho.server.pop3.Pop3ServerSession;
import dev.sekisho.server.pop3.StoreMaildropSource;
import dev.sekisho.server.smtp.MessageReceiver;
import dev.sekisho.server.smtp.PeerRateLimiter;
import dev.sekisho.server.smtp.PinnedPeers;
import dev.sekisho.server.smtp.SmtpHookChain;
import dev.sekisho.server.smtp.SmtpListenerSettings;
import dev.sekisho.server.smtp.SmtpServerSession;
import dev.sekisho.server.startup.StartRefused;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ClientNetwork;
import dev.sekisho.server.transport.ConnectionSettings;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.OutputSpill;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.TlsEndpoint;
import dev.sekisho.store.pins.PinBookCache;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.ServerTls;
import dev.sekisho.tls.server.UnservableIdentity;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.configuration.FileConfigurationProvider;

/** Makes listeners of what the configuration says and James serves. */
public final class ListenerFactory implements AutoCloseable {
    /** For an engine that no listener uses. */
    private static final PortPolicy ANY_IMAP = BuiltInPolicies.all().stream()
            .filter(policy -> policy.protocol() == Protocol.IMAP)
            .findFirst()
            .orElseThrow();

    /** Octets of an answer that are kept for a peer which has not read them yet. */
    private static final long UNREAD = 256L * 1024 * 1024;
    /** The same for all peers together. */
    private static final long UNREAD_IN_ALL = 8 * UNREAD;
    /** Threads that wait for peers beyond that: fewer than Reactor has for all of James on one processor, which is 10. */
    private static final int WAITING = 4;

    private final SekishoConfiguration configuration;
    private final JamesServices james;
    private final ServerTls tls;
    private final EventLoops loops;
    private final Executor workers;
    private final Path spill;
    private final Clock clock = Clock.systemUTC();
    private final FailedLoginLimiter holdOffs;
    private final LoginChecker logins;
    private final MailQueue queue;
    private final ImapEngine imapEngine;
    private final PinBookCache pins;
    private final PeerRateLimiter rates = new PeerRateLimiter(System::nanoTime);
    private final ExecutorService imapWorkers;
    private final OutputSpill overflow;

    public ListenerFactory(
            SekishoConfiguration configuration,
            JamesServices james,
            ServerTls tls,
            EventLoops loops,
            Executor workers,
            Path spill,
            PinBookCache pins)
            throws StartRefused {
        this.configuration = configuration;
        this.james = james;
        this.tls = tls;
        this.loops = loops;
        this.workers = workers;
        this.spill = spill;
        this.overflow = new OutputSpill(spill, UNREAD, UNREAD_IN_ALL, WAITING);
        this.pins = pins;
        this.holdOffs = james.service(FailedLoginLimiter.class);
        this.logins = james.service(LoginChecker.class);
        this.queue = james.service(new TypeLiteral<MailQueueFactory<?>>() {}).createQueue(MailQueueFactory.SPOOL);
        ImapEngineSettings settings = settingsOfEngine();
        this.imapWorkers = settings.newWorkers();
        this.imapEngine = ImapEngine.of(
                james.service(ImapDecoder.class),
                james.service(ImapEncoder.class),
                james.service(ImapProcessor.class),
                settings.engine());
    }

    /** Ends the threads of the IMAP engine; the listeners are closed by then. */
    @Override
    public void close() {
        imapWorkers.shutdownNow();
    }

    /** A listener that is not bound yet. */
    public Listener listener(ListenerConfiguration of) throws StartRefused {
        TlsEndpoint endpoint = endpoint(of.name(), of.policy());
        Consumer<Channel> initializer = switch (of.protocol()) {
            case SMTP -> {
                SmtpListenerSettings shared = smtp(of);
                yield wired(of, endpoint, () -> new SmtpServerSession(shared));
            }
            case POP3 -> {
                Pop3ListenerSettings shared = new Pop3ListenerSettings(
                        of.name(),
                        of.banner().hostName(),
                        "Sekisho POP3 ready",
                        of.policy(),
                        logins,
                        james.service(StoreMaildropSource.class));
                yield wired(of, endpoint, () -> new Pop3ServerSession(shared));
            }
            case IMAP -> {
                ImapListenerSettings shared = new ImapListenerSettings(
                        of.name(),
                        of.banner().hostName(),
                        of.policy(),
                        settings(of),
                        imapEngine,
                        ledger(of.policy()),
                        spill);
                yield wired(of, endpoint, imapWorkers, () -> new ImapServerSession(shared));
            }
        };
        return new Listener(of.name(), of.socket().backlog(), loops, new ConnectionAdmission(of.policy()), initializer);
    }

    /** James' engine has one configuration for all listeners: that of the first, else what James has by itself. */
    private ImapEngineSettings settingsOfEngine() throws StartRefused {
        Optional<ListenerConfiguration> first = configuration.enabledListeners().stream()
                .filter(of -> of.protocol() == Protocol.IMAP)
                .findFirst();
        return first.isPresent()
                ? settings(first.get())
                : ImapEngineSettings.of(FileConfigurationProvider.EMPTY_CONFIGURATION, ANY_IMAP);
    }

    private static ImapEngineSettings settings(ListenerConfiguration of) throws StartRefused {
        try {
            return ImapEngineSettings.of(JamesServices.xml(of.james().imapXml()), of.policy());
        } catch (ConfigurationException | RuntimeException e) {
            throw new StartRefused(List.of(of.position() + ": listener " + of.name() + ": " + e.getMessage()));
        }
    }

    private Consumer<Channel> wired(
            ListenerConfiguration of, TlsEndpoint endpoint, Supplier<ProtocolSession> conversations) {
        return wired(of, endpoint, workers, conversations);
    }

    private Consumer<Channel> wired(
            ListenerConfiguration of, TlsEndpoint endpoint, Executor workers, Supplier<ProtocolSession> conversations) {
        PortPolicy policy = of.policy();
        ConnectionSettings settings = new ConnectionSettings(
                of.name(),
                policy.tls() == TlsMode.IMPLICIT,
                policy.refusesEarlyTalkers(),
                policy.limits().connections().idle(),
                policy.limits().slowClients(),
                overflow,
                System::nanoTime);
        return channel -> channel.pipeline()
                .addLast("wire", ClientConnection.handler(conversations.get(), endpoint, workers, settings));
    }

    private SmtpListenerSettings smtp(ListenerConfiguration of) throws StartRefused {
        JamesAddressDirectory directory = james.service(JamesAddressDirectory.class);
        return new SmtpListenerSettings(
                of.name(),
                of.banner().hostName(),
                of.banner().text().orElse("Sekisho"),
                of.policy(),
                address -> of.policy().relaysFor(address.getAddress()),
                recipient -> of.lists().recipients().contains(recipient.asString()),
                new PinnedPeers(new ListenerPinBook(of.lists().peers(), pins), pins::seen, rates),
                directory,
                logins,
                new MessageReceiver(queue, directory, configuration.hostName(), clock),
                hooks(of),
                spill,
                clock);
    }

    private SmtpHookChain hooks(ListenerConfiguration of) throws StartRefused {
        HandlerChainLoader declared = new HandlerChainLoader(of, james);
        SmtpHookChain hooks = declared.make();
        if (!declared.problems().isEmpty()) {
            throw new StartRefused(
                    declared.problems().stream().map(Object::toString).toList());
        }
        return hooks;
    }

    private FailedLoginLedger ledger(PortPolicy policy) {
        return new FailedLoginLedger() {
            @Override
            public boolean heldOff(InetAddress peer) {
                return holdOffs.active(ClientNetwork.of(peer));
            }

            @Override
            public boolean known(String name) {
                return logins.known(name);
            }

            @Override
            public void failed(InetAddress peer) {
                holdOffs.failed(ClientNetwork.of(peer), policy.limits().failedLogins());
            }
        };
    }

    private TlsEndpoint endpoint(ListenerName listener, PortPolicy policy) throws StartRefused {
        if (policy.tls() == TlsMode.NONE) {
            return CertificateEndpoint.NONE;
        }
        try {
            return new CertificateEndpoint(
                    tls.listener(ListenerTls.of(policy), new UnknownServerNameLog(listener, clock)));
        } catch (UnservableIdentity e) {
            throw new StartRefused(List.of(String.valueOf(e.getMessage())));
        }
    }
}
