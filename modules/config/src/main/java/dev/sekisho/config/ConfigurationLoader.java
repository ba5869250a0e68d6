// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.ListenerReader.Surroundings;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.config.schema.Structure;
import dev.sekisho.config.xml.Variables;
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
 * Reads a configuration: all files of its folder, all problems together.
 *
 * <p>Names in binds are resolved and files of certificates are looked for; nothing is opened but the XML files themselves.
 */
public final class ConfigurationLoader {
    private final Path folder;
    private final Overrides overrides;
    private final Machine machine;
    private final ProblemList problems = new ProblemList();

    private ConfigurationLoader(Path folder, Overrides overrides, Machine machine) {
        this.folder = folder;
        this.overrides = overrides;
        this.machine = machine;
    }

    /** Reads the configuration in a folder, on this machine. */
    public static Loaded load(Path folder, Overrides overrides) {
        return load(folder, overrides, Machine.LOCAL);
    }

    /** Reads the configuration in a folder, as on the given machine. */
    public static Loaded load(Path folder, Overrides overrides, Machine machine) {
        return new ConfigurationLoader(folder.toAbsolutePath().normalize(), overrides, machine).load();
    }

    /**
     * The identities that {@code tls.xml} lists, whether or not their files are there: for whoever is to put them there.
     *
     * @return the identities, each under a name of its own; empty if the file itself has problems
     */
    public static Optional<List<TlsIdentity>> listedIdentities(Path folder, Machine machine) {
        return new ConfigurationLoader(folder.toAbsolutePath().normalize(), Overrides.NONE, machine).listed();
    }

    private Optional<List<TlsIdentity>> listed() {
        List<TlsIdentity> identities = file(TlsTable.FILE, TlsTable.ROOT)
                .map(section -> new TlsFile(new NamedFiles(folder, machine, false))
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
        Path file = folder.resolve(MailetContainer.FILE);
        return Files.exists(file)
                ? OtherFiles.read(file, MailetContainer.FILE, new ProblemList())
                        .map(MailetContainer::processors)
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
                ? OtherFiles.read(file, DomainListFile.FILE, new ProblemList())
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
    public static Optional<XmlElement> mailetContainer(Path folder, Machine machine) {
        Path file = folder.resolve(MailetContainer.FILE);
        return Files.exists(file)
                ? new XmlFile(file, MailetContainer.FILE, new Variables(machine::variable)).read(new ProblemList())
                : Optional.empty();
    }

    /** True if a mailet is refused where the configuration is read, so that to try it would tell nothing more. */
    public static boolean isRefusedMailet(XmlElement mailet) {
        ProblemList problems = new ProblemList();
        JamesMailets.check(mailet, problems);
        return !problems.refusals().isEmpty();
    }

    /** What {@code store.xml} alone says, for whoever opens the store without a server. */
    public static LoadedStore loadStore(Path folder, Machine machine) {
        ConfigurationLoader loader =
                new ConfigurationLoader(folder.toAbsolutePath().normalize(), Overrides.NONE, machine);
        StoreConfiguration store = loader.store();
        return new LoadedStore(store, loader.problems.refusals());
    }

    private StoreConfiguration store() {
        JpaSettings.refuse(folder, problems);
        return file(StoreTable.FILE, StoreTable.ROOT)
                .flatMap(section -> new StoreFile(files()).read(section))
                .orElseGet(StoreConfiguration.OwnFile::new);
    }

    private NamedFiles files() {
        return new NamedFiles(folder, machine, true);
    }

    private Loaded load() {
        Optional<Section> general = file(SekishoTable.FILE, SekishoTable.ROOT);
        Optional<Section> tls = file(TlsTable.FILE, TlsTable.ROOT);
        Optional<Section> relay = file(RelayTable.FILE, RelayTable.ROOT);
        RelayConfiguration sending =
                relay.map(section -> new RelayFile(files()).read(section)).orElse(RelayConfiguration.DEFAULT);
        Surroundings surroundings = surroundings(general);
        TlsConfiguration ofFile =
                tls.map(section -> new TlsFile(files()).read(section)).orElse(TlsConfiguration.DEFAULT);
        List<ListenerConfiguration> listeners = new ArrayList<>();
        List<TlsIdentity> identities = new ArrayList<>(ofFile.identities());
        for (ListenerTable table : ListenerTable.ALL) {
            for (XmlElement element : elements(table)) {
                Optional<ListenerConfiguration> listener =
                        new ListenerReader(table, surroundings, problems).read(element);
                listener.ifPresent(listeners::add);
                listener.flatMap(known -> stockIdentity(element, known)).ifPresent(found -> addOnce(identities, found));
            }
        }
        new ListenerSet(listeners, problems).check();
        OwnListeners own = new OwnListeners(
                listeners.stream().filter(ListenerConfiguration::enabled).toList(), surroundings.hostName());
        relay.ifPresent(own::refuseAsSmarthosts);
        OtherFiles.check(folder, problems);
        StoreConfiguration store = store();
        TlsConfiguration whole = new TlsConfiguration(ofFile.engine(), distinctlyNamed(identities));
        return outcome(new SekishoConfiguration(
                folder, surroundings.hostName(), surroundings.portOffset(), store, whole, sending, listeners));
    }

    private Loaded outcome(SekishoConfiguration configuration) {
        return problems.refusals().isEmpty()
                ? new Loaded.Valid(configuration, problems.warnings())
                : new Loaded.Invalid(problems.refusals(), problems.warnings());
    }

    private Surroundings surroundings(Optional<Section> general) {
        String hostName = general.flatMap(file -> file.value(SekishoTable.HOST_NAME))
                .map(Found::value)
                .orElseGet(machine::hostName);
        int inFile = general.flatMap(file -> file.value(SekishoTable.PORT_OFFSET))
                .map(Found::value)
                .orElse(0);
        return new Surroundings(machine, hostName, overrides.portOffset().orElse(inFile));
    }

    /** A file that need not be there, checked against its table. */
    private Optional<Section> file(String name, Element<String> rule) {
        return root(name, rule).map(root -> {
            new Structure("", problems).check(root, rule);
            return new Section(root, "", problems);
        });
    }

    private Optional<XmlElement> root(String name, Element<String> rule) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Optional<XmlElement> root = new XmlFile(path, name, new Variables(machine::variable)).read(problems);
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

    private List<XmlElement> elements(ListenerTable table) {
        Optional<XmlElement> root = root(table.file(), table.root());
        // The listeners are checked one by one, each under its own name; here, what stands beside them.
        root.map(element -> element.without(List.of(table.listener().name())))
                .ifPresent(element -> new Structure("", problems).check(element, table.root()));
        return root.map(element -> element.children(table.listener().name())).orElse(List.of());
    }

    private Optional<TlsIdentity> stockIdentity(XmlElement element, ListenerConfiguration listener) {
        Section section = new Section(element, "listener " + listener.name(), problems);
        return StockTls.identity(section, new StockPaths(folder));
    }

    private static List<TlsIdentity> distinctlyNamed(List<TlsIdentity> identities) {
        Set<String> names = new HashSet<>();
        return identities.stream()
                .map(identity -> names.add(identity.name())
                        ? identity
                        : identity.named(identity.name() + " at " + identity.position()))
                .toList();
    }

    /** Listeners often name the same files: they are one identity. */
    private static void addOnce(List<TlsIdentity> identities, TlsIdentity identity) {
        boolean known = identities.stream()
                .anyMatch(other -> other.certificate().equals(identity.certificate())
                        && other.key().equals(identity.key()));
        if (!known) {
            identities.add(identity);
        }
    }
}
