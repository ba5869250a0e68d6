// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.sekisho.config.DryRun;
import dev.sekisho.config.LoadResult;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.james.AddedModules;
import dev.sekisho.server.smtp.extension.SmtpExtension;
import dev.sekisho.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.james.events.Event;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.utils.UserDefinedStartable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ServerDryRunTest {
    private static final LoadResult NOTHING_KNOWN = new LoadResult.Invalid(List.of(), List.of());

    @TempDir
    Path home;

    @BeforeEach
    void conf() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.copy(Path.of("..", "..", "conf", "mailetcontainer.xml"), home.resolve("conf/mailetcontainer.xml"));
    }

    private List<String> tried(String name, String content) throws IOException {
        Files.writeString(home.resolve("conf").resolve(name), content);
        return new ServerDryRun()
                .problems(home, NOTHING_KNOWN).stream().map(Object::toString).toList();
    }

    private List<String> mailets(String... lines) throws IOException {
        return tried(
                "mailetcontainer.xml",
                "<mailetcontainer><context><postmaster>postmaster</postmaster></context><processors>\n<processor state=\"root\">\n"
                        + String.join("\n", lines) + "\n</processor></processors></mailetcontainer>");
    }

    @Test
    void theCommandLineFindsIt() {
        assertThat(ServiceLoader.load(DryRun.class)).hasExactlyElementsOfTypes(ServerDryRun.class);
    }

    @Test
    void whatShipsHasNoFaultAndLeavesNothingBehind() throws Exception {
        String shipped = Files.readString(Path.of("..", "..", "conf", "mailetcontainer.xml"));
        assertThat(tried("mailetcontainer.xml", shipped)).isEmpty();
        assertThat(home).isDirectoryNotContaining("glob:**/var");
    }

    @Test
    void theLogIsNotToldOfAStoreThatIsThrownAway() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.sekisho.store");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            mailets();
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("a new, empty store"));
    }

    @Test
    void aServiceOfJamesThatCannotBeMadeIsAProblemAndNoTrace() throws Exception {
        String shipped = Files.readString(Path.of("..", "..", "conf", "mailetcontainer.xml"));
        assertThat(tried("mailetcontainer.xml", shipped.replace("<threads>8</threads>", "<threads>x</threads>")))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).startsWith("mailetcontainer.xml: ").contains("\"x\""));
        assertThat(tried("mailetcontainer.xml", shipped.replace("<threads>8</threads>", "<threads>-1</threads>")))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("mailetcontainer.xml: "));
        assertThat(tried("mailetcontainer.xml", shipped)).isEmpty();
        assertThat(
                        tried(
                                "dnsservice.xml",
                                "<dnsservice><servers><server>not an ip</server></servers><autodiscover>false</autodiscover></dnsservice>"))
                .isNotEmpty();
    }

    @Test
    void eachThatCannotBeMadeIsToldAtItsLineAndKeepsNoOtherFromBeingTried() throws Exception {
        assertThat(mailets(
                        "<mailet match=\"All\" class=\"Nosuch\"/>",
                        "<mailet match=\"Missing=1\" class=\"Null\"/>",
                        "<mailet match=\"RelayLimit=many\" class=\"Null\"/>",
                        "<mailet match=\"All\" class=\"ToProcessor\"/>",
                        "<mailet match=\"All\" class=\"java.lang.String\"/>",
                        "<mailet match=\"All\" class=\"Null\"/>"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(
                                        "mailetcontainer.xml:3: the mailet Nosuch cannot be made: there is no class Nosuch; ")
                                .contains("extensions-jars/"),
                        second -> assertThat(second)
                                .startsWith(
                                        "mailetcontainer.xml:4: the matcher Missing=1 cannot be made: there is no class"),
                        third -> assertThat(third)
                                .startsWith("mailetcontainer.xml:5: the matcher RelayLimit=many cannot be made: "),
                        fourth -> assertThat(fourth)
                                .startsWith("mailetcontainer.xml:6: the mailet ToProcessor cannot be made: "),
                        fifth -> assertThat(fifth)
                                .startsWith("mailetcontainer.xml:7: the mailet java.lang.String cannot be made: "));
    }

    @Test
    void compositesAreTried() throws Exception {
        assertThat(mailets(
                        "<matcher name=\"either\" match=\"org.apache.james.mailetcontainer.impl.matchers.Or\">",
                        "<matcher match=\"SenderIs=a@example.org\"/><matcher match=\"Nosuch\"/>",
                        "</matcher>",
                        "<matcher name=\"wrong\" match=\"All\"><matcher match=\"All\"/></matcher>",
                        "<matcher name=\"either\" match=\"All\"/>",
                        "<mailet match=\"either\" class=\"Null\"/>",
                        "<mailet notmatch=\"either\" class=\"Null\"/>"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("mailetcontainer.xml:4: the matcher Nosuch cannot be made"),
                        second -> assertThat(second)
                                .startsWith("mailetcontainer.xml:6: the matcher All takes no nested matchers"),
                        third -> assertThat(third)
                                .startsWith("mailetcontainer.xml:7: the matcher named either is defined twice"),
                        fourth -> assertThat(fourth)
                                .startsWith("mailetcontainer.xml:9: notmatch=\"either\" names a matcher"));
    }

    @Test
    void anotherFileOfJamesThatCannotBeUsedIsNamed() throws Exception {
        assertThat(tried(
                        "recipientrewritetable.xml",
                        "<recipientrewritetable><mappingLimit>-1</mappingLimit></recipientrewritetable>"))
                .singleElement()
                .asString()
                .startsWith("recipientrewritetable.xml: James' SqlRecipientRewriteTable cannot be configured: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://var/mail/error/", "store://var/mail/error/"})
    void aRepositoryOfTheStoreIsAlsoCalledFile(String url) throws Exception {
        assertThat(mailets("<mailet match=\"All\" class=\"ToRepository\"><repositoryPath>" + url
                        + "</repositoryPath></mailet>"))
                .isEmpty();
    }

    /** A module that nothing is wrong with. */
    public static final class UsableModule extends AbstractModule {
        @Override
        protected void configure() {
            bind(StringBuilder.class).toInstance(new StringBuilder("bound"));
        }
    }

    /** A module that throws. */
    public static final class ThrowingModule extends AbstractModule {
        @Override
        protected void configure() {
            throw new IllegalStateException("no such database");
        }
    }

    /** A module that binds what the server has bound. */
    public static final class BindingAgainModule extends AbstractModule {
        @Override
        protected void configure() {
            bind(Store.class).toProvider(() -> null);
        }
    }

    /** A module whose command has a verb of the server's own. */
    public static final class MailAgainModule extends AbstractModule {
        @Override
        protected void configure() {
            Multibinder.newSetBinder(binder(), SmtpExtension.class).addBinding().toInstance(new SmtpExtension() {
                @Override
                public String verb() {
                    return "MAIL";
                }

                @Override
                public SmtpReply answer(Client client, String argument) {
                    return new SmtpReply(250, "2.0.0", "never");
                }
            });
        }
    }

    private static String module(Class<?> type) {
        return "guice.extension.module=" + type.getName() + "\n";
    }

    @Test
    void aGuiceModuleThatCannotBeUsedIsToldAtItsLine() throws Exception {
        assertThat(tried("extensions.properties", module(UsableModule.class))).isEmpty();
        assertThat(tried("extensions.properties", "# ours\n\nguice.extension.module=com.example.Missing\n"))
                .singleElement()
                .asString()
                .startsWith("extensions.properties:3: the Guice module com.example.Missing cannot be used: there is no"
                        + " class com.example.Missing; ")
                .contains("extensions-jars/");
        assertThat(tried("extensions.properties", "# ours\n" + module(ThrowingModule.class)))
                .singleElement()
                .asString()
                .startsWith("extensions.properties:2: the Guice module ")
                .contains("no such database");
        assertThat(tried("extensions.properties", module(String.class)))
                .singleElement()
                .asString()
                .startsWith("extensions.properties:1: ")
                .contains("it is no Guice module: name one");
        assertThat(tried("extensions.properties", module(BindingAgainModule.class)))
                .singleElement()
                .asString()
                .startsWith("extensions.properties:1: ")
                .contains("Store");
    }

    @Test
    void aModuleOfAnApplicationThatCannotBeUsedIsNamedByItsClass() {
        AddedModules broken = new AddedModules(List.of(new ThrowingModule()), List.of());
        assertThat(new ServerDryRun(broken).problems(home, NOTHING_KNOWN))
                .singleElement()
                .asString()
                .contains("no such database")
                .contains(ThrowingModule.class.getName());
    }

    @Test
    void anUnknownPropertyOfExtensionsIsAProblem() throws Exception {
        assertThat(tried("extensions.properties", "guice.extension.modules=com.example.Mine\n"))
                .singleElement()
                .isEqualTo("extensions.properties:1: the property guice.extension.modules is unknown; use"
                        + " guice.extension.module or guice.extension.startable");
    }

    @Test
    void aStartableThatCannotBeMadeIsToldAtItsLine() throws Exception {
        assertThat(tried("extensions.properties", "guice.extension.startable=com.example.Missing\n"))
                .singleElement()
                .asString()
                .startsWith("extensions.properties:1: the startable com.example.Missing cannot be made: ");
    }

    /** A service that one module binds. */
    public interface Shared {}

    /** A module that binds a service for others. */
    public static final class SharingModule extends AbstractModule {
        @Override
        protected void configure() {
            bind(Shared.class).toInstance(new Shared() {});
        }
    }

    /** A module that needs what another binds. */
    public static final class NeedingModule extends AbstractModule {
        @Override
        protected void configure() {
            bind(Runnable.class).toProvider(new Provider<>() {
                @Inject
                private Shared shared;

                @Override
                public Runnable get() {
                    return () -> assertThat(shared).isNotNull();
                }
            });
        }
    }

    /** A startable that needs a module's service, and says when it is started. */
    public static final class SharedStartable implements UserDefinedStartable {
        private static volatile boolean started;

        /** Made with the service. */
        @Inject
        public SharedStartable(Shared shared) {
            assertThat(shared).isNotNull();
        }

        @Override
        public void start() {
            started = true;
        }
    }

    @Test
    void modulesAreTriedTogetherAndAStartableIsMadeAndNotStarted() throws Exception {
        assertThat(tried(
                        "extensions.properties",
                        "guice.extension.module=" + NeedingModule.class.getName() + "," + SharingModule.class.getName()
                                + "\nguice.extension.startable=" + SharedStartable.class.getName() + "\n"))
                .isEmpty();
        assertThat(SharedStartable.started).isFalse();
        assertThat(tried("extensions.properties", module(NeedingModule.class)))
                .singleElement()
                .asString()
                .startsWith("extensions.properties:1: the Guice module ")
                .contains("$Shared was bound; it needs a service that neither");
    }

    @Test
    void aMissingContainerOfMailetsIsAProblem() throws Exception {
        Files.delete(home.resolve("conf/mailetcontainer.xml"));
        assertThat(tried("extensions.properties", ""))
                .singleElement()
                .asString()
                .startsWith("mailetcontainer.xml: the file is missing in ");
    }

    /** A listener that cannot be made. */
    public abstract static class AbstractListener implements EventListener.GroupEventListener {}

    /** A listener whose constructor throws. */
    public static final class ThrowingListener implements EventListener.GroupEventListener {
        /** Cannot be made. */
        public ThrowingListener() {
            throw new IllegalStateException("no such index");
        }

        @Override
        public Group getDefaultGroup() {
            return new Group();
        }

        @Override
        public void event(Event event) {
            throw new UnsupportedOperationException("it cannot be made");
        }
    }

    @Test
    void eachMailboxListenerThatCannotBeMadeIsToldAtItsLine() throws Exception {
        assertThat(tried(
                        "listeners.xml",
                        "<listeners>\n" + listener("com.example.Missing") + listener(AbstractListener.class.getName())
                                + listener(ThrowingListener.class.getName()) + listener("java.lang.StringBuilder")
                                + "</listeners>"))
                .satisfiesExactly(
                        missing -> assertThat(missing)
                                .startsWith(
                                        "listeners.xml:2: the listener com.example.Missing cannot be made: there is no"
                                                + " class com.example.Missing; "),
                        unmade -> assertThat(unmade)
                                .startsWith("listeners.xml:3: ")
                                .contains("it is abstract"),
                        throwing -> assertThat(throwing)
                                .startsWith("listeners.xml:4: ")
                                .contains("IllegalStateException no such index")
                                .contains("ThrowingListener"),
                        other -> assertThat(other)
                                .startsWith("listeners.xml:5: ")
                                .endsWith("it is no mailbox listener: name one"));
    }

    private static String listener(String name) {
        return "<listener><class>" + name + "</class></listener>\n";
    }

    @Test
    void aJarThatCannotBeReadIsNamed() throws Exception {
        Files.createFile(
                Files.createDirectories(home.resolve("extensions-jars")).resolve("half.jar"));
        assertThat(tried("extensions.properties", ""))
                .singleElement()
                .asString()
                .startsWith("extensions-jars/half.jar: the jar cannot be read: ");
    }

    @Test
    void aCommandThatIsTheServersOwnIsAProblem() throws Exception {
        assertThat(tried("extensions.properties", module(MailAgainModule.class)))
                .singleElement()
                .asString()
                .startsWith("extensions.properties: a module binds what cannot be served: ")
                .contains("MAIL");
    }
}
