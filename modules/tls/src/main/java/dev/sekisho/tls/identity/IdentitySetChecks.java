// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The warnings about the identities of one server together. */
public final class IdentitySetChecks {
    private IdentitySetChecks() {}

    /**
     * A name that clients ask for, or that is published, and no identity has.
     *
     * @param host the name
     * @param found what was found, for the operator
     * @param expected what to do
     */
    public record Unserved(String host, String found, String expected) {
        @Override
        public String toString() {
            return found + "; " + expected;
        }
    }

    /** Of the names by which a server goes, those that no identity has; none where there is no identity. */
    public static List<Unserved> unservedOwnNames(List<Identity> identities, Collection<String> ownNames) {
        return identities.isEmpty()
                ? List.of()
                : ownNames.stream()
                        .distinct()
                        .filter(name -> Identities.of(identities).serving(name).isEmpty())
                        .map(
                                name -> new Unserved(
                                        name,
                                        "no identity has the name " + name + " of this server: clients that ask for"
                                                + " it get the default certificate, for "
                                                + identities.get(0).hostNames() + ", and may refuse it",
                                        "add the name to the certificate, or set <hostname> in sekisho.xml to a name that it has"))
                        .toList();
    }

    /** Warnings of keys that more than one identity has. */
    public static List<IdentityProblem> sharedKeys(List<Identity> identities, List<IdentitySource> sources) {
        List<IdentityProblem> problems = new ArrayList<>();
        for (int i = 1; i < identities.size(); i++) {
            Identity identity = identities.get(i);
            identities.subList(0, i).stream()
                    .filter(other -> other.pin().equals(identity.pin()))
                    .findFirst()
                    .ifPresent(other -> sources.stream()
                            .filter(source -> source.name().equals(identity.name()))
                            .findFirst()
                            .ifPresent(source -> problems.add(shared(identity, other, source))));
        }
        return problems;
    }

    private static IdentityProblem shared(Identity identity, Identity other, IdentitySource source) {
        return new IdentityProblem(
                identity.name(),
                source.keyFile(),
                Fault.KEY_SHARED,
                "its key is that of the identity " + other.name()
                        + " too: who gets the one has the other, and they have" + " one pin",
                "make a key for each, or use one certificate with all names");
    }
}
