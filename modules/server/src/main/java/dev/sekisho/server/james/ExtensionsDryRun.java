// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.utils.ClassName;
import org.apache.james.utils.ExtendedClassLoader;
import org.apache.james.utils.ExtensionConfiguration;
import org.apache.james.utils.FullyQualifiedClassName;
import org.apache.james.utils.GuiceGenericLoader;
import org.apache.james.utils.NamingScheme;
import org.apache.james.utils.PropertiesProvider;
import org.apache.james.utils.UserDefinedStartable;

/**
 * Makes the Guice modules and startables of {@code extensions.properties}, as James does at a start, and starts nothing. James makes its
 * mailets with these modules, so a fault here would otherwise be reported for every mailet.
 *
 * @param file {@code conf/extensions.properties}, which need not be there
 * @param injector has the server's bindings, as the modules find them
 * @param problems where problems go
 */
record ExtensionsDryRun(Path file, Injector injector, ProblemList problems) {
    static final String NAME = "extensions.properties";

    private static final String MODULE = "guice.extension.module";
    private static final String STARTABLE = "guice.extension.startable";
    private static final Set<String> KEYS = Set.of(MODULE, STARTABLE);

    /** True if nothing is wrong. */
    boolean run() {
        int before = problems.refusals().size();
        if (Files.exists(file)) {
            keys();
            ExtensionConfiguration named = injector.getInstance(ExtensionConfiguration.class);
            List<ClassName> names = named.getAdditionalGuiceModulesForExtensions();
            List<Module> modules = modules(names);
            if (modules.size() == names.size() && together(names, modules)) {
                named.getStartables().forEach(startable -> startable(startable.getName()));
            }
        }
        return problems.refusals().size() == before;
    }

    /** Reports properties that are not known, and a file that cannot be read. */
    void keys() {
        try {
            Configuration read = injector.getInstance(PropertiesProvider.class).getConfiguration("extensions");
            for (Iterator<String> keys = read.getKeys(); keys.hasNext(); ) {
                String key = keys.next();
                if (!KEYS.contains(key)) {
                    refuse(key, "the property " + key + " is unknown", "use " + MODULE + " or " + STARTABLE);
                }
            }
        } catch (Exception e) {
            problems.refuse(
                    SourcePosition.ofFile(NAME),
                    "",
                    "the file cannot be read: " + LoadFailure.words(e),
                    "write lines of the form name=value");
        }
    }

    private List<Module> modules(List<ClassName> names) {
        List<Module> made = new ArrayList<>();
        for (ClassName name : names) {
            try {
                made.add((Module) injector.getInstance(located(name.getName())));
            } catch (Exception | LinkageError e) {
                refuse(name.getName(), e);
            }
        }
        return made;
    }

    /** As a start has them, so that one may need what another binds. A fault that a module has alone too is told at its line. */
    private boolean together(List<ClassName> names, List<Module> modules) {
        try {
            injector.createChildInjector(Modules.combine(modules));
            return true;
        } catch (Exception | LinkageError e) {
            List<String> faults = LoadFailure.lines(e);
            int before = problems.refusals().size();
            for (int i = 0; i < modules.size(); i++) {
                alone(names.get(i), modules.get(i), faults);
            }
            if (problems.refusals().size() == before) {
                refuse(
                        MODULE,
                        "the Guice modules cannot be used together: " + LoadFailure.words(e),
                        "bind each service in one of them");
            }
            return false;
        }
    }

    private void alone(ClassName name, Module module, List<String> faults) {
        try {
            injector.createChildInjector(module);
        } catch (Exception | LinkageError e) {
            if (LoadFailure.lines(e).stream().anyMatch(faults::contains)) {
                refuse(name.getName(), e);
            }
        }
    }

    private void refuse(String module, Throwable e) {
        refuse(
                module,
                "the Guice module " + module + " cannot be used: " + LoadFailure.words(e),
                LoadFailure.advice(e, "Guice module", module));
    }

    /** Made by James' own loader, as at a start, and not started. */
    private void startable(String name) {
        try {
            Object made = injector.getInstance(GuiceGenericLoader.class).instantiate(new ClassName(name));
            if (!(made instanceof UserDefinedStartable)) {
                throw new ClassCastException("class " + name + " does not implement UserDefinedStartable");
            }
        } catch (Exception | LinkageError e) {
            refuse(
                    name,
                    "the startable " + name + " cannot be made: " + LoadFailure.words(e),
                    LoadFailure.advice(e, "UserDefinedStartable", name));
        }
    }

    private Class<?> located(String name) throws ClassNotFoundException {
        FullyQualifiedClassName whole = NamingScheme.IDENTITY
                .toFullyQualifiedClassNames(new ClassName(name))
                .findFirst()
                .orElseThrow();
        return injector.getInstance(ExtendedClassLoader.class).locateClass(whole);
    }

    private void refuse(String text, String found, String expected) {
        problems.refuse(position(text), "", found, expected);
    }

    /** Where a text stands first, outside of comments. */
    private SourcePosition position(String text) {
        try {
            Pattern word = Pattern.compile("(?<![\\w.$-])" + Pattern.quote(text) + "(?![\\w.$-])");
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.startsWith("#")
                        && !line.startsWith("!")
                        && word.matcher(line).find()) {
                    return new SourcePosition(NAME, i + 1);
                }
            }
        } catch (IOException unreadable) {
            return SourcePosition.ofFile(NAME);
        }
        return SourcePosition.ofFile(NAME);
    }
}
