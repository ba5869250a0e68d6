// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.server.imap.connection.ImapSessionFactory;
import dev.sekisho.server.imap.session.ImapListenerSettings;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.pop3.Pop3SessionFactory;
import dev.sekisho.server.pop3.session.Pop3ListenerSettings;
import dev.sekisho.server.smtp.SmtpSessionFactory;
import dev.sekisho.server.smtp.device.DeviceRateLimiter;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.server.smtp.pin.PeerRateLimiter;
import dev.sekisho.server.smtp.pin.PinnedPeers;
import dev.sekisho.server.smtp.session.RelayAccess;
import dev.sekisho.server.smtp.session.SmtpListenerServices;
import dev.sekisho.server.smtp.session.SmtpListenerSettings;
import dev.sekisho.server.startup.StartRefused;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.server.transport.ConnectionSettings;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.ListenerGreeting;
import dev.sekisho.server.transport.ProtocolSessionFactory;
import dev.sekisho.server.transport.limit.ClientRateLimiter;
import dev.sekisho.server.transport.proxy.ProxyGate;
import dev.sekisho.server.transport.tls.TlsEndpoint;
import dev.sekisho.tls.server.ListenerTls;
import dev.sekisho.tls.server.UnservableIdentity;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Makes listeners of what the configuration says and the services serve: the server's own, and those of tests. For one thread. */
public final class ListenerFactory implements AutoCloseable {
    /** One in so many connections may be served slower. */
    private static final int SLOW_SESSIONS = 4;

    private final ListenerServices services;
    private final ListenerRuntime runtime;
    private final PeerRateLimiter rates = new PeerRateLimiter(System::nanoTime);
    private final DeviceRateLimiter deviceRates = new DeviceRateLimiter(System::nanoTime);
    private @Nullable ExecutorService imapWorkers;

    /** Makes listeners that ask these services. */
    public ListenerFactory(ListenerServices services, ListenerRuntime runtime) {
        this.services = services;
        this.runtime = runtime;
    }

    /** Ends the threads of IMAP; the listeners are closed by then. */
    @Override
    public void close() {
        if (imapWorkers != null) {
            imapWorkers.shutdownNow();
        }
    }

    /** A listener that is not bound yet. @throws StartRefused if what its configuration names cannot be made */
    public Listener listener(ListenerConfiguration of) throws StartRefused {
        return switch (of.protocol()) {
            case SMTP -> {
                ClientRateLimiter clients = rates(of);
                yield listener(of, clients, runtime.workers(), smtp(of, clients));
            }
            case POP3 -> listener(of, rates(of), runtime.workers(), pop3(of));
            case IMAP -> {
                ImapXml xml = imapXml(of);
                yield listener(of, rates(of), imapWorkers(xml), imap(of, xml));
            }
        };
    }

    private static ClientRateLimiter rates(ListenerConfiguration of) {
        ClientRates rates = of.policy().limits().clientRates();
        return new ClientRateLimiter(
                rates,
                Math.max(1, of.policy().limits().connections().open() / SLOW_SESSIONS),
                System::nanoTime,
                (client, event, refused) ->
                        ConnectionEvents.exceeds(of.name(), client, event, rates.limit(event), refused));
    }

    private Listener listener(
            ListenerConfiguration of, ClientRateLimiter clients, Executor workers, ProtocolSessionFactory sessions)
            throws StartRefused {
        TlsEndpoint endpoint = endpoint(of.name(), of.policy());
        ConnectionSettings settings = connection(of);
        return new Listener(
                of.name(),
                of.socket().backlog(),
                runtime.loops(),
                proxies(of),
                new ConnectionAdmission(of.policy(), services.logins()::refusesConnections, clients),
                channel -> channel.pipeline()
                        .addLast(
                                "connection",
                                ClientConnection.handler(channel, sessions, endpoint, workers, settings)));
    }

    private static ProxyGate proxies(ListenerConfiguration of) {
        ConnectionLimits limits = of.policy().limits().connections();
        return new ProxyGate(
                of.policy().proxies(),
                limits.handshake(),
                limits.open(),
                (peer, reason) -> ConnectionEvents.refused(of.name(), peer, reason));
    }

    private ConnectionSettings connection(ListenerConfiguration of) {
        PortPolicy policy = of.policy();
        return new ConnectionSettings(
                of.name(),
                policy.beginsWithHandshake(),
                policy.refusesEarlyTalkers(),
                policy.limits().connections().idle(),
                policy.limits().slowClients(),
                runtime.output(),
                System::nanoTime);
    }

    private static ListenerGreeting greeting(ListenerConfiguration of, String greeting) {
        return new ListenerGreeting(
                of.name(), of.banner().hostName(), of.banner().text().orElse(greeting));
    }

    private SmtpSessionFactory smtp(ListenerConfiguration of, ClientRateLimiter clients) throws StartRefused {
        SharedSmtpServices smtp = services.smtp();
        RelayAccess access = new RelayAccess(
                recipient -> of.lists().recipients().contains(recipient.asString()),
                new PinnedPeers(
                        new ListenerPinBook(of.lists().peers(), smtp.pins().book()),
                        smtp.pins().seen(),
                        rates),
                deviceRates);
        return new SmtpSessionFactory(new SmtpListenerSettings(
                greeting(of, "Sekisho"),
                of.policy(),
                access,
                new SmtpListenerServices(
                        smtp.directory(),
                        services.logins(),
                        services.mechanisms(),
                        smtp.receiver(),
                        hooks(of),
                        smtp.extensions(),
                        smtp.clients(),
                        services.trials()),
                smtp.sending(),
                clients,
                runtime.spill(),
                runtime.clock()));
    }

    private SmtpHookChain hooks(ListenerConfiguration of) throws StartRefused {
        HandlerChainLoader declared = new HandlerChainLoader(of, services.smtp().handlers());
        SmtpHookChain hooks = declared.make();
        List<Problem> problems = declared.problems();
        if (!problems.isEmpty()) {
            throw new StartRefused(problems.stream().map(Object::toString).toList());
        }
        return hooks;
    }

    private Pop3SessionFactory pop3(ListenerConfiguration of) {
        return new Pop3SessionFactory(new Pop3ListenerSettings(
                new ListenerGreeting(of.name(), of.banner().hostName(), "Sekisho POP3 ready"),
                of.policy(),
                services.logins(),
                services.mechanisms(),
                services.maildrops(),
                services.trials()));
    }

    private ImapSessionFactory imap(ListenerConfiguration of, ImapXml xml) {
        return new ImapSessionFactory(new ImapListenerSettings(
                new ListenerGreeting(of.name(), of.banner().hostName(), "Sekisho IMAP ready"),
                of.policy(),
                xml.limits(),
                xml.unlisted(),
                services.logins(),
                services.mechanisms(),
                services.mail().get(),
                services.trials()));
    }

    /** The threads of all IMAP listeners, as many as the first of them says. */
    private ExecutorService imapWorkers(ImapXml first) {
        if (imapWorkers == null) {
            imapWorkers = first.newWorkers();
        }
        return imapWorkers;
    }

    private static ImapXml imapXml(ListenerConfiguration of) throws StartRefused {
        try {
            return ImapXml.of(JamesServices.xml(of.james().imapXml()), of.policy());
        } catch (ConfigurationException | RuntimeException e) {
            throw new StartRefused(List.of(of.position() + ": listener " + of.name() + ": " + e.getMessage()));
        }
    }

    private TlsEndpoint endpoint(ListenerName listener, PortPolicy policy) throws StartRefused {
        if (policy.tls() == TlsMode.NONE) {
            return CertificateEndpoint.NONE;
        }
        try {
            return new CertificateEndpoint(runtime.tls()
                    .listener(ListenerTls.of(policy), new UnknownServerNameLog(listener, runtime.clock())));
        } catch (UnservableIdentity e) {
            throw new StartRefused(List.of(String.valueOf(e.getMessage())));
        }
    }
}
