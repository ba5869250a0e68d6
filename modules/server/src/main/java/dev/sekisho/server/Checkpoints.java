// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import com.google.inject.TypeLiteral;
import dev.sekisho.config.ListenerConfiguration;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.server.imap.ImapConversation;
import dev.sekisho.server.imap.ImapEngine;
import dev.sekisho.server.imap.ImapListener;
import dev.sekisho.server.imap.ImapSettings;
import dev.sekisho.server.imap.LoginLedger;
import dev.sekisho.server.james.James;
import dev.sekisho.server.james.JamesDirectory;
import dev.sekisho.server.login.HoldOffs;
import dev.sekisho.server.login.Logins;
import dev.sekisho.server.pop3.Pop3Conversation;
import dev.sekisho.server.pop3.Pop3Listener;
import dev.sekisho.server.pop3.StoreMaildrops;
import dev.sekisho.server.smtp.Acceptance;
import dev.sekisho.server.smtp.PeerRates;
import dev.sekisho.server.smtp.Peers;
import dev.sekisho.server.smtp.SmtpConversation;
import dev.sekisho.server.smtp.SmtpHooks;
import dev.sekisho.server.smtp.SmtpListener;
import dev.sekisho.server.transport.AddressKey;
import dev.sekisho.server.transport.Conversation;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.Overflow;
import dev.sekisho.server.transport.TlsEndpoint;
import dev.sekisho.server.transport.Wire;
import dev.sekisho.server.transport.WireSettings;
import dev.sekisho.store.pins.LivePins;
import dev.sekisho.tls.ListenerTls;
import dev.sekisho.tls.ServerTls;
import dev.sekisho.tls.UnservableIdentity;
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
final class Checkpoints implements AutoCloseable {
    /** Octets of an answer that are kept for a peer which has not read them yet. */
    private static final long UNREAD = 256L * 1024 * 1024;
    /** The same for all peers together. */
    private static final long UNREAD_IN_ALL = 8 * UNREAD;
    /** Threads that wait for peers beyond that: fewer than Reactor has for all of James on one processor, which is 10. */
    private static final int WAITING = 4;

    private final SekishoConfiguration configuration;
    private final James james;
    private final ServerTls tls;
    private final EventLoops loops;
    private final Executor workers;
    private final Path spill;
    private final Clock clock = Clock.systemUTC();
    private final HoldOffs holdOffs;
    private final Logins logins;
    private final MailQueue queue;
    private final ImapEngine imapEngine;
    private final LivePins pins;
    private final PeerRates rates = new PeerRates(System::nanoTime);
    private final ExecutorService imapWorkers;
    private final Overflow overflow;

    Checkpoints(
            SekishoConfiguration configuration,
            James james,
            ServerTls tls,
            EventLoops loops,
            Executor workers,
            Path spill,
            LivePins pins)
            throws StartRefused {
        this.configuration = configuration;
        this.james = james;
        this.tls = tls;
        this.loops = loops;
        this.workers = workers;
        this.spill = spill;
        this.overflow = new Overflow(spill, UNREAD, UNREAD_IN_ALL, WAITING);
        this.pins = pins;
        this.holdOffs = james.service(HoldOffs.class);
        this.logins = james.service(Logins.class);
        this.queue = james.service(new TypeLiteral<MailQueueFactory<?>>() {}).createQueue(MailQueueFactory.SPOOL);
        ImapSettings settings = settingsOfEngine();
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
    Listener listener(ListenerConfiguration of) throws StartRefused {
        TlsEndpoint endpoint = endpoint(of.name(), of.policy());
        Consumer<Channel> initializer = switch (of.protocol()) {
            case SMTP -> {
                SmtpListener shared = smtp(of);
                yield wired(of, endpoint, () -> new SmtpConversation(shared));
            }
            case POP3 -> {
                Pop3Listener shared = new Pop3Listener(
                        of.name(),
                        of.helloName(),
                        of.greeting().orElse("Sekisho POP3 ready"),
                        of.policy(),
                        logins,
                        james.service(StoreMaildrops.class));
                yield wired(of, endpoint, () -> new Pop3Conversation(shared));
            }
            case IMAP -> {
                ImapListener shared = new ImapListener(
                        of.name(), of.helloName(), of.policy(), settings(of), imapEngine, ledger(of.policy()), spill);
                yield wired(of, endpoint, imapWorkers, () -> new ImapConversation(shared));
            }
        };
        return new Listener(of.name(), of.backlog(), loops, new Admission(of.policy()), initializer);
    }

    /** James' engine has one configuration for all listeners: that of the first, else what James has by itself. */
    private ImapSettings settingsOfEngine() throws StartRefused {
        Optional<ListenerConfiguration> first = configuration.enabledListeners().stream()
                .filter(of -> of.protocol() == Protocol.IMAP)
                .findFirst();
        return first.isPresent()
                ? settings(first.get())
                : ImapSettings.of(FileConfigurationProvider.EMPTY_CONFIGURATION, BuiltInPolicies.IMAPS);
    }

    private static ImapSettings settings(ListenerConfiguration of) throws StartRefused {
        try {
            return ImapSettings.of(James.xml(of.jamesXml()), of.policy());
        } catch (ConfigurationException | RuntimeException e) {
            throw new StartRefused(List.of(of.position() + ": listener " + of.name() + ": " + e.getMessage()));
        }
    }

    private Consumer<Channel> wired(
            ListenerConfiguration of, TlsEndpoint endpoint, Supplier<Conversation> conversations) {
        return wired(of, endpoint, workers, conversations);
    }

    private Consumer<Channel> wired(
            ListenerConfiguration of, TlsEndpoint endpoint, Executor workers, Supplier<Conversation> conversations) {
        PortPolicy policy = of.policy();
        boolean fromServers = policy.protocol() == Protocol.SMTP && policy.tls() == TlsMode.OFFERED;
        WireSettings settings = new WireSettings(
                of.name(),
                policy.tls() == TlsMode.IMPLICIT,
                fromServers,
                policy.limits().idle(),
                policy.limits().pace(),
                overflow,
                System::nanoTime);
        return channel ->
                channel.pipeline().addLast("wire", Wire.handler(conversations.get(), endpoint, workers, settings));
    }

    private SmtpListener smtp(ListenerConfiguration of) throws StartRefused {
        JamesDirectory directory = james.service(JamesDirectory.class);
        return new SmtpListener(
                of.name(),
                of.helloName(),
                of.greeting().orElse("Sekisho"),
                of.policy(),
                address -> of.relayNetworks().stream().anyMatch(network -> network.contains(address)),
                recipient -> of.recipients().contains(recipient.asString()),
                new Peers(new ListenerPins(of.peers(), pins), pins::seen, rates),
                directory,
                logins,
                new Acceptance(queue, directory, configuration.hostName(), clock),
                hooks(of),
                spill,
                clock);
    }

    private SmtpHooks hooks(ListenerConfiguration of) throws StartRefused {
        DeclaredHandlers declared = new DeclaredHandlers(of, james);
        SmtpHooks hooks = declared.make();
        if (!declared.problems().isEmpty()) {
            throw new StartRefused(
                    declared.problems().stream().map(Object::toString).toList());
        }
        return hooks;
    }

    private LoginLedger ledger(PortPolicy policy) {
        return new LoginLedger() {
            @Override
            public boolean heldOff(InetAddress peer) {
                return holdOffs.active(AddressKey.of(peer));
            }

            @Override
            public boolean known(String name) {
                return logins.known(name);
            }

            @Override
            public void failed(InetAddress peer) {
                holdOffs.failed(AddressKey.of(peer), policy.limits());
            }
        };
    }

    private TlsEndpoint endpoint(String listener, PortPolicy policy) throws StartRefused {
        if (policy.tls() == TlsMode.NONE) {
            return CertificateEndpoint.NONE;
        }
        try {
            return new CertificateEndpoint(tls.listener(ListenerTls.of(policy), new UnknownNames(listener, clock)));
        } catch (UnservableIdentity e) {
            throw new StartRefused(List.of(String.valueOf(e.getMessage())));
        }
    }
}
