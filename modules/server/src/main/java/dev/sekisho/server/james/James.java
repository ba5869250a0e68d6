// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import dev.sekisho.relay.Handover;
import dev.sekisho.store.Store;
import dev.sekisho.store.maildrop.Maildrops;
import dev.sekisho.store.queue.SqlMailQueueFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.PreDestroy;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.IsStartedProbe;
import org.apache.james.StartUpChecksPerformer;
import org.apache.james.dnsservice.dnsjava.DNSJavaService;
import org.apache.james.mailrepository.api.MailRepositoryLoader;
import org.apache.james.modules.CommonServicesModule;
import org.apache.james.modules.MailboxModule;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.mailbox.DefaultEventModule;
import org.apache.james.modules.mailrepository.guice.MultiBoundGuiceRepositoryLoader;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.server.MailetContainerModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.onami.lifecycle.Stager;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.utils.InitializationOperations;

/** James' services, started: users, mailboxes, queues, mailets, and the IMAP engine. No listener is among them. */
public final class James implements AutoCloseable {
    private final Injector injector;

    private James(Injector injector) {
        this.injector = injector;
    }

    /**
     * Starts James' services.
     *
     * @param home the folder that has {@code conf}, {@code var} and {@code extensions-jars}
     * @param handover takes what leaves
     * @throws Exception if one of them cannot be started
     */
    public static James start(Path home, Store store, Handover handover) throws Exception {
        Configuration configuration =
                Configuration.builder().workingDirectory(home.toFile()).build();
        Injector injector = Guice.createInjector(services(configuration, store, handover));
        James james = new James(injector);
        try {
            injector.getInstance(StartUpChecksPerformer.class).performCheck();
            injector.getInstance(InitializationOperations.class).initModules();
            return james;
        } catch (Exception | LinkageError e) {
            james.close();
            throw e;
        }
    }

    private static Module services(Configuration configuration, Store store, Handover handover) {
        return Modules.combine(
                Modules.override(new CommonServicesModule(configuration))
                        .with(binder -> binder.bind(DNSJavaService.class)
                                .to(Resolver.class)
                                .in(Scopes.SINGLETON)),
                new Essentials(),
                Modules.override(new MailetProcessingModule()).with(James::mailets),
                new RawPostDequeueDecoratorModule(),
                new MailboxModule(),
                new DefaultEventModule(),
                new StoreMailboxes(),
                new StoreServices(store),
                binder -> binder.bind(Handover.class).toInstance(handover),
                new ProtocolHandlerModule(),
                ImapEngineModule.create());
    }

    /** James starts with its RemoveMimeHeader for Bcc alone; here Bcc is taken out when a user's message comes in. */
    private static void mailets(Binder binder) {
        binder.bind(MailRepositoryLoader.class).to(MultiBoundGuiceRepositoryLoader.class);
        binder.bind(new TypeLiteral<Set<MailetContainerModule.ProcessorsCheck>>() {})
                .toInstance(Set.of());
    }

    /** A service of James. */
    public <T> T service(Class<T> type) {
        return injector.getInstance(type);
    }

    /** A service of James that is known by a generic type. */
    public <T> T service(TypeLiteral<T> type) {
        return injector.getInstance(Key.get(type));
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
        injector.getInstance(Maildrops.class).close();
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
