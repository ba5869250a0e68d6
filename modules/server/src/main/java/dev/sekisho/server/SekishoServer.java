// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.pin.DuplicatePins;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.relay.OutboundService;
import dev.sekisho.server.james.AddedModules;
import dev.sekisho.server.james.DsnSpooler;
import dev.sekisho.server.james.JamesServices;
import dev.sekisho.server.listener.JamesListenerServices;
import dev.sekisho.server.listener.ListenerFactory;
import dev.sekisho.server.listener.ListenerRuntime;
import dev.sekisho.server.listener.PinSource;
import dev.sekisho.server.login.LoginChecker;
import dev.sekisho.server.login.SharedGuessGuard;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.server.startup.BindFailureAdvice;
import dev.sekisho.server.startup.FileDescriptorLimit;
import dev.sekisho.server.startup.LoadedCertificates;
import dev.sekisho.server.startup.ServerHome;
import dev.sekisho.server.startup.StartRefused;
import dev.sekisho.server.startup.StoreOpener;
import dev.sekisho.server.startup.TlsEngineSelection;
import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.Listener;
import dev.sekisho.server.transport.output.OutputSpill;
import dev.sekisho.server.trial.TrialWriter;
import dev.sekisho.store.Store;
import dev.sekisho.store.domains.DomainChangeResult;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.maintenance.StoreHousekeeping;
import dev.sekisho.store.pin.PinBookCache;
import dev.sekisho.store.pin.StoredPin;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.textindex.BackgroundIndexing;
import dev.sekisho.store.textindex.TextIndexing;
import dev.sekisho.store.trial.RunningTrial;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.IdentitySetChecks;
import dev.sekisho.tls.ocsp.OcspStapler;
import dev.sekisho.tls.reload.IdentityWatch;
import dev.sekisho.tls.server.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.james.core.Domain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. An application makes one with {@link #builder}; {@code bin/sekisho run} does the same. Several in one process are not
 * supported: James has settings of the whole process. For any thread.
 */
public final class SekishoServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SekishoServer.class);
    private static final int WORKERS = 64;
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(5);
    private static final Duration RESPONDER_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final ServerHome home;
    private final SekishoConfiguration configuration;
    private final AddedModules modules;
    private final List<Open> listeners = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final EventLoops loops = new EventLoops();
    private final ExecutorService workers = newWorkers();
    private final LoadedCertificates certificates;
    private final CertificateStatus reports = new CertificateStatus();
    private final TlsEngine engine;
    private @Nullable ServerTls serverTls;
    private @Nullable JamesServices james;
    private boolean closed;

    /**
     * A listener that is bound.
     *
     * @param of what the configuration says of it
     * @param listener the listener
     * @param addresses what it is bound to
     */
    record Open(ListenerConfiguration of, Listener listener, List<InetSocketAddress> addresses) {}

    private SekishoServer(
            ServerHome home,
            SekishoConfiguration configuration,
            AddedModules modules,
            LoadedCertificates certificates,
            TlsEngine engine) {
        this.home = home;
        this.configuration = configuration;
        this.modules = modules;
        this.certificates = certificates;
        this.engine = engine;
    }

    /**
     * Begins to assemble a server.
     *
     * @param home the folder that has {@code conf}; {@code var} is made in it, and {@code extensions-jars} is read
     */
    public static ServerBuilder builder(Path home) {
        return new ServerBuilder(home);
    }

    /**
     * Starts a server: store, James, then all listeners.
     *
     * @param modules an application's
     * @param doing is called with what the start is doing
     * @throws StartRefused for what the operator can mend
     * @throws Exception for what nobody foresaw
     */
    static SekishoServer start(
            ServerHome home, SekishoConfiguration configuration, AddedModules modules, Consumer<String> doing)
            throws Exception {
        doing.accept("reading the certificates");
        StoreOpener.logMissing(configuration.store(), home);
        LoadedCertificates certificates = LoadedCertificates.load(configuration, home.tls(), Clock.systemUTC());
        TlsEngine engine = TlsEngineSelection.of(configuration.tls().engine());
        SekishoServer server = new SekishoServer(home, configuration, modules, certificates, engine);
        try {
            server.open(doing);
            return server;
        } catch (Exception | LinkageError e) {
            server.close();
            throw e;
        }
    }

    private void open(Consumer<String> doing) throws Exception {
        LOGGER.info("TLS engine: {}", engine.description());
        Clock clock = Clock.systemUTC();
        ServerTls tls = opened(new ServerTls(certificates.identities(), engine, clock));
        serverTls = tls;
        reports.started(
                certificates.warnings(),
                () -> IdentitySetChecks.unservedOwnNames(tls.identities().all(), configuration.ownNames()).stream()
                        .map(IdentitySetChecks.Unserved::toString)
                        .toList());
        doing.accept("opening the store and migrating its schema");
        Store store = opened(StoreOpener.open(configuration.store(), home.database()));
        opened(new StoreHousekeeping(store, HOUSEKEEPING));
        opened(new BackgroundIndexing(store.textIndex(), new TextIndexing(store.database(), store.bodies(), clock)));
        refuseDuplicatePins(store);
        addListedDomains(store);
        PinBookCache pins = opened(PinBookCache.of(store.pins(), "server " + configuration.hostName(), clock));
        RelayAssembly outbound = new RelayAssembly(store, configuration.hostName(), configuration.relay(), clock);
        doing.accept("starting James' services and the mailets");
        JamesServices started = opened(JamesServices.start(home.root(), store, outbound.enqueuer(), modules));
        james = started;
        opened(started.service(ImapStore.class));
        opened(guesses(started.service(SharedGuessGuard.class)));
        opened(sending(started.service(SendingGuard.class)));
        opened(started.service(LoginChecker.class));
        OutboundService relaying = opened(outbound.relaying(
                engine,
                () -> tls.identities().byDefault(),
                pins,
                new DsnSpooler(started.service(SqlMailQueueFactory.class))));
        TrialWriter trials = opened(TrialWriter.begin(store.trials(), trials(configuration), clock));
        ListenerFactory factory = opened(new ListenerFactory(
                JamesListenerServices.of(started, configuration.hostName(), new PinSource(pins, pins::seen), clock)
                        .with(trials),
                new ListenerRuntime(
                        tls, loops, workers, home.incoming(), OutputSpill.ofServer(home.incoming()), clock)));
        doing.accept("opening the ports");
        bind(factory);
        relaying.start();
        opened(store.users().warm());
        warnOfFewFileHandles();
        opened(new OcspStapler(tls, clock, RESPONDER_TIMEOUT, reports)).start(OcspStapler.PERIOD);
        opened(new IdentityWatch(certificates.sources(), tls, clock, reports)).start(IdentityWatch.PERIOD);
    }

    private static StoreExchange guesses(SharedGuessGuard guard) {
        return StoreExchange.begin(new StoreExchange.Shared(
                "login-guesses",
                guard::exchange,
                guard::write,
                guard::trim,
                "failed logins cannot be shared with the store; they count on this node"));
    }

    private static StoreExchange sending(SendingGuard guard) {
        return StoreExchange.begin(new StoreExchange.Shared(
                "sent-recipients",
                guard::exchange,
                guard::write,
                guard::trim,
                "recipients of users cannot be counted in the store; they count on this node"));
    }

    private void warnOfFewFileHandles() {
        long connections = configuration.enabledListeners().stream()
                .mapToLong(of -> of.policy().limits().connections().open())
                .sum();
        FileDescriptorLimit.limit().stream()
                .boxed()
                .flatMap(limit -> FileDescriptorLimit.advice(limit, connections).stream())
                .forEach(advice -> LOGGER.warn("{}", advice));
    }

    /** A key that stands in the XML and in the store has two states, and it is unknown which is meant. */
    private void refuseDuplicatePins(Store store) throws StartRefused {
        List<PinnedPeer> stored =
                store.pins().list().stream().map(StoredPin::peer).toList();
        List<String> problems = new DuplicatePins(configuration.listedPeers(), stored)
                .problems().stream().map(Object::toString).toList();
        if (!problems.isEmpty()) {
            throw new StartRefused(problems);
        }
    }

    /** Those of James' own file, as James does. Taking one out of the file ends nothing: 'domain remove' does. */
    private void addListedDomains(Store store) {
        for (String name : ConfigurationLoader.listedDomains(home.configuration())) {
            if (store.domains().add(Domain.of(name)) == DomainChangeResult.DONE) {
                LOGGER.info("domain {}, which domainlist.xml lists, is local from now on", name);
            }
        }
    }

    private void bind(ListenerFactory factory) throws Exception {
        List<String> problems = new ArrayList<>();
        boolean allPass = true;
        for (ListenerConfiguration of : configuration.enabledListeners()) {
            Listener listener = factory.listener(of);
            List<InetSocketAddress> bound = new ArrayList<>();
            for (InetSocketAddress address : of.binds()) {
                try {
                    bound.add(listener.bind(address));
                } catch (IOException e) {
                    problems.add(BindFailureAdvice.of(of, address, e));
                    allPass = allPass && BindFailureAdvice.passes(e);
                }
            }
            listeners.add(new Open(of, listener, bound));
        }
        if (!problems.isEmpty()) {
            throw allPass ? StartRefused.passing(problems) : new StartRefused(problems);
        }
    }

    /** Has this closed when all else is. */
    void closeLast(AutoCloseable part) {
        parts.add(part);
    }

    private static List<RunningTrial> trials(SekishoConfiguration configuration) {
        return configuration.enabledListeners().stream()
                .flatMap(listener -> listener.policy().trial().stream()
                        .map(tried -> new RunningTrial(listener.name().text(), tried.name(), tried.value())))
                .toList();
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.add(0, part);
        return part;
    }

    /**
     * A service of the server or of James, such as {@code UsersRepository}.
     *
     * @throws com.google.inject.ConfigurationException if nothing is bound to it
     */
    public <T> T service(Class<T> type) {
        return Objects.requireNonNull(james, "the server has started").service(type);
    }

    /** The addresses that a listener is bound to, by the name that the log has; none if there is no such listener. */
    public List<InetSocketAddress> addresses(ListenerName listener) {
        return listeners.stream()
                .filter(open -> open.of().name().equals(listener))
                .flatMap(open -> open.addresses().stream())
                .toList();
    }

    List<Open> listeners() {
        return List.copyOf(listeners);
    }

    /** The certificates presented now. */
    Identities identities() {
        return serverTls == null ? certificates.identities() : serverTls.identities();
    }

    CertificateStatus reports() {
        return reports;
    }

    TlsEngine engine() {
        return engine;
    }

    /**
     * Ends the server: takes no more connections, lets those that are open finish, then closes James and the store. A second call waits for
     * the first and does nothing else.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        listeners.forEach(open -> open.listener().stopAccepting());
        long end = System.nanoTime() + DRAIN.toNanos();
        for (Open open : listeners) {
            try {
                open.listener().drain(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                LOGGER.warn("some work was still under way when the server ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.forEach(SekishoServer::closeQuietly);
        loops.close();
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOGGER.error("{} cannot be closed", part.getClass().getSimpleName(), e);
        }
    }

    private static ExecutorService newWorkers() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newFixedThreadPool(WORKERS, task -> new Thread(task, "worker-" + count.incrementAndGet()));
    }
}
