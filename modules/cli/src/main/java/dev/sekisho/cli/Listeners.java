// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ListenerConfiguration;
import dev.sekisho.config.Loaded;
import dev.sekisho.config.Overrides;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.policy.BuiltInPolicies;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds the listeners that are meant by a port or a name. */
final class Listeners {
    private final List<ListenerConfiguration> all;

    private Listeners(List<ListenerConfiguration> all) {
        this.all = all;
    }

    /**
     * Reads the configuration.
     *
     * @throws CommandFault if it is not there, or has problems
     */
    static Listeners of(Home home, OptionalInt portOffset) {
        Loaded loaded = ConfigurationLoader.load(home.conf(), new Overrides(portOffset));
        if (loaded instanceof Loaded.Invalid invalid) {
            String problems = invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
            throw new CommandFault(ExitCodes.FAILED, "the configuration has problems:\n" + problems);
        }
        return new Listeners(((Loaded.Valid) loaded).configuration().listeners());
    }

    /** Those to be started. */
    List<ListenerConfiguration> enabled() {
        return all.stream().filter(ListenerConfiguration::enabled).toList();
    }

    /**
     * Those that are meant.
     *
     * @param what a configured port, or the name of a listener, or of a policy
     * @throws CommandFault if there is none
     */
    List<ListenerConfiguration> find(String what) {
        List<ListenerConfiguration> named =
                all.stream().filter(listener -> listener.name().equals(what)).toList();
        List<ListenerConfiguration> found = named.isEmpty() ? byPortOrPolicy(what) : named;
        if (found.isEmpty()) {
            String known = all.stream()
                    .map(listener -> listener.configuredPort() + " " + listener.name())
                    .collect(Collectors.joining(", "));
            throw new CommandFault(ExitCodes.USAGE, "no listener is " + what + "; there are: " + known);
        }
        return found;
    }

    private List<ListenerConfiguration> byPortOrPolicy(String what) {
        return all.stream()
                .filter(listener -> Integer.toString(listener.configuredPort()).equals(what)
                        || BuiltInPolicies.named(what).isPresent()
                                && listener.policy().name().equals(what))
                .toList();
    }

    /** The offset as an option has it. */
    static OptionalInt offset(Optional<Integer> option) {
        return option.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
