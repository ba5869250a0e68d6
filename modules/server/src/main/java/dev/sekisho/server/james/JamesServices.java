// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.relay.OutgoingEnqueuer;
import dev.sekisho.server.mailet.MailetLog;
import dev.sekisho.store.Store;
import dev.sekisho.store.maildrop.SqlMaildrops;
import dev.sekisho.store.repository.SqlMailRepository;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.PreDestroy;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.IsStartedProbe;
import org.apache.james.StartUpChecksPerformer;
import org.apache.james.dnsservice.dnsjava.DNSJavaService;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.CompositeProcessorImpl;
import org.apache.james.mailetcontainer.lib.AbstractStateMailetProcessor;
import org.apache.james.mailrepository.api.MailRepositoryLoader;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.memory.MailRepositoryStoreConfiguration;
import org.apache.james.modules.CommonServicesModule;
import org.apache.james.modules.MailboxModule;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.mailbox.DefaultEventModule;
import org.apache.james.modules.mailbox.MailboxListenerFactory;
import org.apache.james.modules.mailrepository.guice.MultiBoundGuiceRepositoryLoader;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.server.MailetContainerModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.onami.lifecycle.Stager;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.utils.ClassName;
import org.apache.james.utils.GuiceGenericLoader;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitializationOperations;
import org.apache.james.utils.UserStartables;
import org.apache.mailet.MailetContext;
import org.slf4j.LoggerFactory;

/** James' services, started: users, mailboxes, queues, mailets. No listener is among them. */
public final class JamesServices implements AutoCloseable {
    /** Which of James' files a service is configured by. */
    private static final Map<String, String> FILES = Map.of(
            "SqlRecipientRewriteTable",
            "recipientrewritetable.xml",
            "SqlUsersRepository",
            "usersrepository.xml",
            HostnameTolerantDns.class.getSimpleName(),
            "dnsservice.xml",
            "DNSJavaService",
            "dnsservice.xml",
            "MailboxListenersLoaderImpl",
            "listeners.xml");

    private static final String MAILETS = "mailetcontainer.xml";

    /** What a trial leaves to its own parts, or does not start. */
    private static final Set<Class<?>> LEFT_OUT = Set.of(CompositeProcessorImpl.class, UserStartables.class);

    private static final List<String> TELLING_TRACES = List.of(
            "org.apache.james.mailetcontainer.lib.AbstractStateMailetProcessor",
            "org.apache.james.modules.mailbox.MailboxListenersLoaderImpl");

    private final Injector injector;

    private JamesServices(Injector injector) {
        this.injector = injector;
    }

    /**
     * Starts James' services.
     *
     * @param home the folder that has {@code conf}, {@code var} and {@code extensions-jars}
     * @param enqueuer takes what leaves
     * @param modules an application's, besides those of James and of this server
     * @throws Exception if one of them cannot be started
     */
    public static JamesServices start(Path home, Store store, OutgoingEnqueuer enqueuer, AddedModules modules)
            throws Exception {
        JamesServices james = made(home, store, enqueuer, modules);
        Injector injector = james.injector;
        try {
            requireKnownExtensionProperties(home, injector);
            injector.getInstance(GuiceGenericLoader.class);
            injector.getInstance(StartUpChecksPerformer.class).performCheck();
            injector.getInstance(InitializationOperations.class).initModules();
            james.logMailets();
            return james;
        } catch (Exception | LinkageError e) {
            james.close();
            throw e;
        }
    }

    /** James passes over what it does not know, such as a property with a typing error. */
    private static void requireKnownExtensionProperties(Path home, Injector injector) {
        Path file = home.resolve("conf").resolve(ExtensionsDryRun.NAME);
        ProblemList problems = new ProblemList();
        if (Files.exists(file)) {
            new ExtensionsDryRun(file, injector, problems).keys();
        }
        problems.refusals().stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException(problem.toString());
        });
    }

    /**
     * Makes and configures James' services, and each mailet, matcher, mailbox listener and startable by itself; starts nothing.
     *
     * @param home as for {@link #start}
     * @param store one to try on
     * @param modules as for {@link #start}
     * @param problems where what fails goes
     */
    public static JamesServices tried(
            Path home, Store store, OutgoingEnqueuer enqueuer, AddedModules modules, ProblemList problems) {
        JamesServices james = made(home, store, enqueuer, modules.withoutMailboxListeners());
        Path conf = home.resolve("conf");
        ExtensionJars.check(home.resolve("extensions-jars"), problems);
        if (!new ExtensionsDryRun(conf.resolve(ExtensionsDryRun.NAME), james.injector, problems).run()) {
            return james;
        }
        james.service(new TypeLiteral<Set<InitializationOperation>>() {}).stream()
                .filter(operation -> !LEFT_OUT.contains(operation.forClass()))
                .sorted(Comparator.comparing(operation -> operation.requires().size()))
                .forEach(operation -> initialise(operation, problems));
        new ListenersDryRun(james.service(MailboxListenerFactory.class), problems)
                .run(ConfigurationLoader.mailboxListeners(conf, HostEnvironment.LOCAL));
        requireProcessors(conf, problems);
        ConfigurationLoader.mailetContainer(conf, HostEnvironment.LOCAL)
                .ifPresent(root -> new MailetDryRun(
                                james.service(MailetLoader.class),
                                james.service(MatcherLoader.class),
                                james.service(MailetContext.class),
                                problems)
                        .run(root));
        return james;
    }

    /** The one file that James has no default for: without processors there is nowhere to send mail. */
    private static void requireProcessors(Path conf, ProblemList problems) {
        if (!Files.exists(conf.resolve(MAILETS))) {
            problems.refuse(
                    SourcePosition.ofFile(MAILETS),
                    "",
                    "the file is missing in " + conf + "; it has no default",
                    "copy the one that ships in conf/ of the distribution");
        }
    }

    private static void initialise(InitializationOperation operation, ProblemList problems) {
        try {
            operation.initModule();
        } catch (Exception | LinkageError e) {
            String service = operation.forClass().getSimpleName();
            problems.refuse(
                    SourcePosition.ofFile(FILES.getOrDefault(service, MAILETS)),
                    "",
                    "James' " + service + " cannot be configured: " + LoadFailure.words(e),
                    "correct the settings in the file; docs/james.md lists what is allowed");
        }
    }

    /** What was the matter with something that James was to make, in one line. */
    public static String words(Throwable failure) {
        return LoadFailure.words(failure);
    }

    /** What to do about something that could not be made. @param what its kind @param name its class */
    public static String advice(Throwable failure, String what, String name) {
        return LoadFailure.advice(failure, what, name);
    }

    private static JamesServices made(Path home, Store store, OutgoingEnqueuer enqueuer, AddedModules modules) {
        quieten();
        Configuration configuration =
                Configuration.builder().workingDirectory(home.toFile()).build();
        return new JamesServices(Guice.createInjector(modules.over(services(configuration, store, enqueuer))));
    }

    private static Module services(Configuration configuration, Store store, OutgoingEnqueuer enqueuer) {
        return Modules.combine(
                Modules.override(new CommonServicesModule(configuration))
                        .with(binder -> binder.bind(DNSJavaService.class)
                                .to(HostnameTolerantDns.class)
                                .in(Scopes.SINGLETON)),
                new Essentials(),
                Modules.override(new MailetProcessingModule()).with(JamesServices::mailets),
                new RawPostDequeueDecoratorModule(),
                new MailboxModule(),
                new DefaultEventModule(),
                new SqlMailboxModule(),
                new SqlServicesModule(store),
                binder -> binder.bind(OutgoingEnqueuer.class).toInstance(enqueuer),
                new ProtocolHandlerModule());
    }

    /** James starts with its RemoveMimeHeader for Bcc alone; here Bcc is taken out when a user's message comes in. */
    private static void mailets(Binder binder) {
        binder.bind(MailRepositoryLoader.class).to(MultiBoundGuiceRepositoryLoader.class);
        binder.bind(new TypeLiteral<Set<MailetContainerModule.ProcessorsCheck>>() {})
                .toInstance(Set.of());
        binder.bind(MailRepositoryStoreConfiguration.class).toInstance(repositories());
    }

    /** Each processor has its own, because its messages do not name the processor. */
    private void logMailets() {
        CompositeProcessorImpl all = service(CompositeProcessorImpl.class);
        for (String state : all.getProcessorStates()) {
            if (all.getProcessor(state) instanceof AbstractStateMailetProcessor processor) {
                processor.addListener(new MailetLog(state));
            }
        }
    }

    /** All are in the store, whatever {@code mailrepositorystore.xml} says; James' own files name those of theirs file. */
    private static MailRepositoryStoreConfiguration repositories() {
        return MailRepositoryStoreConfiguration.forItems(new MailRepositoryStoreConfiguration.Item(
                List.of(new Protocol("store"), new Protocol("file")),
                SqlMailRepository.class.getName(),
                new BaseHierarchicalConfiguration()));
    }

    /** What these loggers say of a part that cannot be made has a stack trace, and is also a problem with its line. */
    private static void quieten() {
        for (String name : TELLING_TRACES) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(Level.OFF);
            }
        }
    }

    /** A service of James. */
    public <T> T service(Class<T> type) {
        return injector.getInstance(type);
    }

    /** The queue of what was received. */
    public MailQueue spool() {
        return service(new TypeLiteral<MailQueueFactory<?>>() {}).createQueue(MailQueueFactory.SPOOL);
    }

    /** A service of James that is known by a generic type. */
    public <T> T service(TypeLiteral<T> type) {
        return injector.getInstance(Key.get(type));
    }

    /** Makes something with the bindings of the operator's modules, as mailets are made. */
    public <T> T extension(Class<T> type) {
        try {
            // Bound where it is made: by itself, Guice would make it where the operator's modules are not known.
            return service(GuiceGenericLoader.class)
                    .<T>withChildModule(binder -> binder.bind(type))
                    .instantiate(new ClassName(type.getName()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class loader of extensions knows the server's own classes", e);
        }
    }

    /**
     * Makes a handler that a {@code <handlerchain>} names, from James or from {@code extensions-jars}.
     *
     * @param xml the handler's own element, which it is configured with
     */
    public ProtocolHandler handler(String className, String xml) throws Exception {
        return service(ProtocolHandlerLoader.class).load(className, xml(xml));
    }

    /** An element as James reads it. */
    public static HierarchicalConfiguration<ImmutableNode> xml(String element) throws ConfigurationException {
        return FileConfigurationProvider.getConfig(new ByteArrayInputStream(element.getBytes(StandardCharsets.UTF_8)));
    }

    /** Stops the services; messages that are being processed are finished first. */
    @Override
    public void close() {
        injector.getInstance(Key.get(new TypeLiteral<Stager<PreDestroy>>() {})).stage();
        injector.getInstance(SqlMaildrops.class).close();
        injector.getInstance(SqlMailQueueFactory.class).close();
    }

    private static final class Essentials extends AbstractModule {
        @Override
        protected void configure() {
            bind(IsStartedProbe.class).toInstance(new IsStartedProbe());
            bind(MailetContainerModule.DefaultProcessorsConfigurationSupplier.class)
                    .toInstance(BaseHierarchicalConfiguration::new);
        }
    }
}
