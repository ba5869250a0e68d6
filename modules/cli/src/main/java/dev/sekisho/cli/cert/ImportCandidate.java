// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.cli.command.PasswordOptions;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.Secret;
import dev.sekisho.tls.reload.ExpiryWarning;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A certificate and its key to be imported, checked.
 *
 * @param source where they are
 * @param identity what was read
 * @param clock for its validity
 */
record ImportCandidate(IdentitySource source, Identity identity, Clock clock) {

    /**
     * Reads and checks them; asks for the password if it takes one and none is given.
     *
     * @throws CommandFault with all that stands against them
     */
    static ImportCandidate read(IdentitySource source, Terminal terminal, Clock clock) {
        IdentityLoadResult load = IdentityLoader.load(source, clock.instant());
        if (load instanceof IdentityLoadResult.Loaded loaded) {
            return new ImportCandidate(source, loaded.identity(), clock);
        }
        boolean locked = load.problems().stream().anyMatch(problem -> problem.fault() == Fault.PASSWORD_MISSING);
        Optional<Secret> typed =
                locked ? PasswordOptions.asked(terminal, source.keyFile().toString()) : Optional.empty();
        if (typed.isPresent()) {
            return read(source.openedWith(typed), terminal, clock);
        }
        String problems = load.problems().stream()
                .map(problem -> "  " + problem.file() + ": " + problem.found() + "; " + problem.expected())
                .collect(Collectors.joining("\n"));
        throw new CommandFault(ExitCodes.FAILED, "it cannot be used, and nothing was changed:\n" + problems);
    }

    /** The identity under the name, and for the hosts, of the one whose place it takes. */
    Identity as(IdentitySource target) {
        IdentityLoadResult load = load(target);
        if (load instanceof IdentityLoadResult.Loaded loaded) {
            return loaded.identity();
        }
        throw new CommandFault(ExitCodes.FAILED, "the files changed meanwhile; nothing was done");
    }

    private IdentityLoadResult load(IdentitySource target) {
        return IdentityLoader.load(source.namedAs(target), clock.instant());
    }

    /** Warnings, which do not prevent the import. */
    List<String> warnings(ConfiguredIdentities known, IdentitySource target) {
        List<String> warnings = load(target).problems().stream()
                // Of the file it comes from: where it goes to, only its owner can read it.
                .filter(problem -> problem.fault() != Fault.KEY_EXPOSED)
                .map(IdentityProblem::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        ExpiryWarning.of(identity, clock.instant()).map(ExpiryWarning::toString).ifPresent(warnings::add);
        boolean becomesDefault = known.all().isEmpty()
                || known.selfSigned()
                || known.all().get(0).name().equals(target.name());
        known.hostName()
                .filter(host -> becomesDefault
                        && identity.hostNames().stream().noneMatch(name -> name.matches(host.toString())))
                .ifPresent(host -> warnings.add("it does not have the name " + host + " of this server"));
        return warnings;
    }
}
