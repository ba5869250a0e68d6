// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.modules.mailbox.ListenersConfiguration;

/**
 * The Guice modules of an application that assembles the server itself.
 *
 * @param added their bindings join the server's; one that the server has already is a fault
 * @param overriding their bindings replace the server's
 */
public record AddedModules(List<Module> added, List<Module> overriding) {
    /** No modules: the server as it ships. */
    public static final AddedModules NONE = new AddedModules(List.of(), List.of());

    /** Copies the lists. */
    public AddedModules {
        added = List.copyOf(added);
        overriding = List.copyOf(overriding);
    }

    /** True for the server as it ships. */
    public boolean isEmpty() {
        return added.isEmpty() && overriding.isEmpty();
    }

    /** The classes of the modules, for a message. */
    public String names() {
        return Stream.concat(added.stream(), overriding.stream())
                .map(each -> each.getClass().getName().replaceAll("\\$\\$Lambda.*", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The same, where the listeners of {@code listeners.xml} are not registered. */
    AddedModules withoutMailboxListeners() {
        List<Module> all = new ArrayList<>(overriding);
        all.add(binder -> binder.bind(ListenersConfiguration.class).toInstance(ListenersConfiguration.of()));
        return new AddedModules(added, all);
    }

    /** The server's bindings, with these. */
    Module over(Module server) {
        List<Module> all = new ArrayList<>(added);
        all.add(server);
        return overriding.isEmpty()
                ? Modules.combine(all)
                : Modules.override(Modules.combine(all)).with(overriding);
    }
}
