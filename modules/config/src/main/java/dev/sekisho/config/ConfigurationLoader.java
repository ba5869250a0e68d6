// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.environment.FileReferences;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.james.DomainListFile;
import dev.sekisho.config.james.JamesCompatTls;
import dev.sekisho.config.james.JamesFilePaths;
import dev.sekisho.config.james.JamesMailets;
import dev.sekisho.config.james.JpaSettingsFile;
import dev.sekisho.config.james.ListenersFile;
import dev.sekisho.config.james.MailetContainerFile;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.listener.ListenerConflicts;
import dev.sekisho.config.listener.ListenerReader;
import dev.sekisho.config.listener.ListenerReader.Context;
import dev.sekisho.config.listener.ListenerSchema;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.relay.RelayConfiguration;
import dev.sekisho.config.relay.RelayFileReader;
import dev.sekisho.config.relay.RelaySchema;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.StructureCheck;
import dev.sekisho.config.store.LoadedStore;
import dev.sekisho.config.store.StoreConfiguration;
import dev.sekisho.config.store.StoreFileReader;
import dev.sekisho.config.store.StoreSchema;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.config.tls.TlsConfiguration;
import dev.sekisho.config.tls.TlsFileReader;
import dev.sekisho.config.tls.TlsSchema;
import dev.sekisho.config.xml.VariableSubstitution;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.config.xml.XmlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a configuration: all files of its folder, and all problems together.
 *
 * <p>Names in binds are resolved and files of certificates are looked for; nothing is opened but the XML files themselves.
 */
public final class ConfigurationLoader {
    private final Path folder;
    private final ConfigurationOverrides overrides;
    private final HostEnvironment machine;
    private final ProblemList problems = new ProblemList();

    private ConfigurationLoader(Path folder, ConfigurationOverrides overrides, HostEnvironment machine) {
        this.folder = folder;
        this.overrides = overrides;
        this.machine = machine;
    }

    /** Reads the configuration in a folder, on this machine. */
    public static LoadResult load(Path folder, ConfigurationOverrides overrides) {
        return load(folder, overrides, HostEnvironment.LOCAL);
    }

    /** Reads the configuration in a folder, as on the given machine. */
    public static LoadResult load(Path folder, ConfigurationOverrides overrides, HostEnvironment machine) {
        return new ConfigurationLoader(folder.toAbsolutePath().normalize(), overrides, machine).load();
    }

    /**
     * The identities that {@code tls.xml} lists, whether or not their files are there: for whoever is to put them there.
     *
     * @return the identities, each under a name of its own; empty if the file itself has problems
     */
    public static Optional<List<IdentityConfiguration>> listedIdentities(Path folder, HostEnvironment machine) {
        return new ConfigurationLoader(folder.toAbsolutePath().normalize(), ConfigurationOverrides.NONE, machine)
                .listed();
    }

    private Optional<List<IdentityConfiguration>> listed() {
        List<IdentityConfiguration> identities = file(TlsSchema.FILE, TlsSchema.ROOT)
                .map(section -> new TlsFileReader(new FileReferences(folder, machine, false))
                        .read(section)
                        .identities())
                .orElse(List.of());
        return problems.refusals().isEmpty() ? Optional.of(distinctlyNamed(identities)) : Optional.empty();
    }

    /**
     * The processors that {@code mailetcontainer.xml} has.
     *
     * @return their names; empty if the file is not there, or cannot be read
     */
    public static Set<String> processors(Path folder) {
        Path file = folder.resolve(MailetContainerFile.FILE);
        return Files.exists(file)
                ? OtherFilesCheck.read(file, MailetContainerFile.FILE, new ProblemList())
                        .map(MailetContainerFile::processors)
                        .orElse(Set.of())
                : Set.of();
    }

    /**
     * The domains that James' {@code domainlist.xml} lists.
     *
     * @return their names; empty if the file is not there, or cannot be read
     */
    public static List<String> listedDomains(Path folder) {
        Path file = folder.resolve(DomainListFile.FILE);
        return Files.exists(file)
                ? OtherFilesCheck.read(file, DomainListFile.FILE, new ProblemList())
                        .map(DomainListFile::names)
                        .orElse(List.of())
                : List.of();
    }

    /**
     * {@code mailetcontainer.xml}, for whoever tries the mailets that it names.
     *
     * @param machine whose environment variables are filled in
     * @return empty if the file is not there, or cannot be read
     */
    public static Optional<XmlElement> mailetContainer(Path folder, HostEnvironment machine) {
        Path file = folder.resolve(MailetContainerFile.FILE);
        return Files.exists(file)
                ? new XmlFile(file, MailetContainerFile.FILE, new VariableSubstitution(machine::variable))
                        .read(new ProblemList())
                : Optional.empty();
    }

    /**
     * The {@code <listener>} elements of {@code listeners.xml}, for whoever tries the listeners that it names.
     *
     * @return none if the file is not there, or has problems, which reading the configuration reports
     */
    public static List<XmlElement> mailboxListeners(Path folder, HostEnvironment machine) {
        Path file = folder.resolve(ListenersFile.FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        ProblemList problems = new ProblemList();
        Optional<XmlElement> root =
                new XmlFile(file, ListenersFile.FILE, new VariableSubstitution(machine::variable)).read(problems);
        root.ifPresent(element -> ListenersFile.check(element, problems));
        return problems.refusals().isEmpty()
                ? root.map(element -> element.children("listener")).orElse(List.of())
                : List.of();
    }

    /** True if a mailet is refused where the configuration is read, so that trying it would show nothing more. */
    public static boolean isRefusedMailet(XmlElement mailet) {
        ProblemList problems = new ProblemList();
        JamesMailets.check(mailet, problems);
        return !problems.refusals().isEmpty();
    }

    /** What {@code store.xml} alone says, for whoever opens the store without a server. */
    public static LoadedStore loadStore(Path folder, HostEnvironment machine) {
        ConfigurationLoader loader =
                new ConfigurationLoader(folder.toAbsolutePath().normalize(), ConfigurationOverrides.NONE, machine);
        StoreConfiguration store = loader.store();
        return new LoadedStore(store, loader.problems.refusals());
    }

    private StoreConfiguration store() {
        JpaSettingsFile.refuse(folder, problems);
        return file(StoreSchema.FILE, StoreSchema.ROOT)
                .map(section -> new StoreFileReader(files()).read(section))
                .orElseGet(() -> new StoreConfiguration.OwnFile(true));
    }

    private FileReferences files() {
        return new FileReferences(folder, machine, true);
    }

    private LoadResult load() {
        Optional<ConfigSection> general = file(SekishoSchema.FILE, SekishoSchema.ROOT);
        Optional<ConfigSection> tls = file(TlsSchema.FILE, TlsSchema.ROOT);
        Optional<ConfigSection> relay = file(RelaySchema.FILE, RelaySchema.ROOT);
        RelayConfiguration sending =
                relay.map(section -> new RelayFileReader(files()).read(section)).orElse(RelayConfiguration.DEFAULT);
        Context context = context(general);
        TlsConfiguration ofFile =
                tls.map(section -> new TlsFileReader(files()).read(section)).orElse(TlsConfiguration.DEFAULT);
        List<ListenerConfiguration> listeners = new ArrayList<>();
        List<IdentityConfiguration> identities = new ArrayList<>(ofFile.identities());
        for (ListenerSchema table : ListenerSchema.ALL) {
            for (XmlElement element : elements(table)) {
                Optional<ListenerConfiguration> listener = new ListenerReader(table, context, problems).read(element);
                listener.ifPresent(listeners::add);
                listener.flatMap(known -> stockIdentity(element, known)).ifPresent(found -> addOnce(identities, found));
            }
        }
        new ListenerConflicts(listeners, problems).check();
        SmarthostLoopCheck own = new SmarthostLoopCheck(
                listeners.stream().filter(ListenerConfiguration::enabled).toList(), context.hostName());
        relay.ifPresent(own::refuseAsSmarthosts);
        OtherFilesCheck.check(folder, problems);
        StoreConfiguration store = store();
        TlsConfiguration whole = new TlsConfiguration(ofFile.engine(), distinctlyNamed(identities));
        return outcome(new SekishoConfiguration(
                folder, context.hostName(), context.portOffset(), store, whole, sending, listeners));
    }

    private LoadResult outcome(SekishoConfiguration configuration) {
        return problems.refusals().isEmpty()
                ? new LoadResult.Valid(configuration, problems.warnings())
                : new LoadResult.Invalid(problems.refusals(), problems.warnings());
    }

    private Context context(Optional<ConfigSection> general) {
        String hostName = general.flatMap(file -> file.value(SekishoSchema.HOST_NAME))
                .map(ParsedValue::value)
                .orElseGet(machine::hostName);
        int inFile = general.flatMap(file -> file.value(SekishoSchema.PORT_OFFSET))
                .map(ParsedValue::value)
                .orElse(0);
        return new Context(machine, hostName, overrides.portOffset().orElse(inFile));
    }

    /** A file that need not be there, checked against its table. */
    private Optional<ConfigSection> file(String name, ElementSchema<String> rule) {
        return root(name, rule).map(root -> {
            new StructureCheck("", problems).check(root, rule);
            return new ConfigSection(root, "", problems);
        });
    }

    private Optional<XmlElement> root(String name, ElementSchema<String> rule) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Optional<XmlElement> root = new XmlFile(path, name, new VariableSubstitution(machine::variable)).read(problems);
        if (root.isPresent() && !root.get().name().equals(rule.name())) {
            problems.refuse(
                    root.get().position(),
                    "",
                    "the root element is <" + root.get().name() + ">",
                    "begin with " + rule.tag());
            return Optional.empty();
        }
        return root;
    }

    private List<XmlElement> elements(ListenerSchema table) {
        Optional<XmlElement> root = root(table.file(), table.root());
        // The listeners are checked one by one, each under its own name; here, what stands beside them.
        root.map(element -> element.without(List.of(table.listener().name())))
                .ifPresent(element -> new StructureCheck("", problems).check(element, table.root()));
        return root.map(element -> element.children(table.listener().name())).orElse(List.of());
    }

    private Optional<IdentityConfiguration> stockIdentity(XmlElement element, ListenerConfiguration listener) {
        ConfigSection section = new ConfigSection(element, "listener " + listener.name(), problems);
        return JamesCompatTls.identity(section, new JamesFilePaths(folder));
    }

    private static List<IdentityConfiguration> distinctlyNamed(List<IdentityConfiguration> identities) {
        Set<String> names = new HashSet<>();
        return identities.stream()
                .map(identity -> names.add(identity.name())
                        ? identity
                        : identity.named(identity.name() + " at " + identity.position()))
                .toList();
    }

    /** Listeners often name the same files: they are one identity. */
    private static void addOnce(List<IdentityConfiguration> identities, IdentityConfiguration identity) {
        boolean known = identities.stream()
                .anyMatch(other -> other.certificate().equals(identity.certificate())
                        && other.key().equals(identity.key()));
        if (!known) {
            identities.add(identity);
        }
    }
}
