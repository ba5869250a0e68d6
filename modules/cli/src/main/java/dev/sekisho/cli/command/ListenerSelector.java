// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds the listeners of a port or a name. */
public final class ListenerSelector {
    private final List<ListenerConfiguration> all;

    private ListenerSelector(List<ListenerConfiguration> all) {
        this.all = all;
    }

    /**
     * Reads the configuration.
     *
     * @throws CommandFault if it is not there, or has problems
     */
    public static ListenerSelector of(HomeFolder home, OptionalInt portOffset) {
        LoadResult loaded = ConfigurationLoader.load(home.conf(), new ConfigurationOverrides(portOffset));
        if (loaded instanceof LoadResult.Valid valid) {
            return new ListenerSelector(valid.configuration().listeners());
        }
        String problems = loaded.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        throw new CommandFault(ExitCodes.FAILED, "the configuration has problems:\n" + problems);
    }

    /** Those to be started. */
    public List<ListenerConfiguration> enabled() {
        return all.stream().filter(ListenerConfiguration::enabled).toList();
    }

    /**
     * Those that are meant.
     *
     * @param what a configured port, the same with the port offset, or the name of a listener, or of a policy
     * @throws CommandFault if there is none
     */
    public List<ListenerConfiguration> find(String what) {
        List<ListenerConfiguration> named = all.stream()
                .filter(listener -> listener.name().text().equals(what))
                .toList();
        List<ListenerConfiguration> configured = named.isEmpty() ? byPortOrPolicy(what) : named;
        List<ListenerConfiguration> found = configured.isEmpty() ? byOffsetPort(what) : configured;
        if (found.isEmpty()) {
            String known = all.stream()
                    .map(listener -> listener.socket().configuredPort() + " " + listener.name())
                    .collect(Collectors.joining(", "));
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "no listener is " + what + "; there are: " + known + "; name a port as the configuration has"
                            + " it, without a port offset");
        }
        return found;
    }

    private List<ListenerConfiguration> byPortOrPolicy(String what) {
        Optional<PortPolicy> policy = BuiltInPolicies.named(what);
        return all.stream()
                .filter(listener ->
                        Integer.toString(listener.socket().configuredPort()).equals(what)
                                || policy.isPresent() && policy.equals(BuiltInPolicies.baseOf(listener.policy())))
                .toList();
    }

    private List<ListenerConfiguration> byOffsetPort(String what) {
        return all.stream()
                .filter(listener -> Integer.toString(
                                listener.socket().addresses().get(0).getPort())
                        .equals(what))
                .toList();
    }

    /** The offset as an option has it. */
    public static OptionalInt offset(Optional<Integer> option) {
        return option.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
