// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which mechanisms a policy offers: exactly those that are named, or {@link #USUAL}.
 *
 * @param named those that are named; empty for the usual ones
 */
public record OfferedMechanisms(Optional<Set<BuiltInMechanism>> named) {
    private static final String USUAL_WORD = "usual";

    private static final Set<BuiltInMechanism> PASSWORDS =
            Collections.unmodifiableSet(EnumSet.of(BuiltInMechanism.PLAIN, BuiltInMechanism.LOGIN));

    /** PLAIN and, in SMTP, LOGIN. */
    public static final OfferedMechanisms USUAL = new OfferedMechanisms(Optional.empty());

    public OfferedMechanisms {
        named = named.map(names -> Collections.unmodifiableSet(EnumSet.copyOf(names)));
    }

    /** Those alone, of which there is one at least. */
    public static OfferedMechanisms only(Set<BuiltInMechanism> mechanisms) {
        return new OfferedMechanisms(Optional.of(mechanisms));
    }

    /** Reads {@code usual}, or names with blanks between them; anything else is empty. */
    public static Optional<OfferedMechanisms> parse(String text) {
        if (text.equals(USUAL_WORD)) {
            return Optional.of(USUAL);
        }
        List<Optional<BuiltInMechanism>> names = Arrays.stream(text.strip().split("\\s+"))
                .map(BuiltInMechanism::parse)
                .toList();
        if (names.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Set<BuiltInMechanism> mechanisms =
                names.stream().flatMap(Optional::stream).collect(Collectors.toSet());
        return mechanisms.size() < names.size() ? Optional.empty() : Optional.of(only(mechanisms));
    }

    /** As it is written in configurations. */
    public String text() {
        return named.map(names -> names.stream().map(BuiltInMechanism::word).collect(Collectors.joining(" ")))
                .orElse(USUAL_WORD);
    }

    /** True if a client may log in by it, where what it needs is there. */
    public boolean allows(BuiltInMechanism mechanism) {
        return atMost().contains(mechanism);
    }

    /** All that may be offered. */
    public Set<BuiltInMechanism> atMost() {
        return named.orElse(PASSWORDS);
    }

    /** What of these a protocol does not have; empty if it has them all, or if they are the usual ones. */
    Optional<BuiltInMechanism> foreignTo(Protocol protocol) {
        return named.stream()
                .flatMap(Set::stream)
                .filter(mechanism -> !mechanism.isOf(protocol))
                .findFirst();
    }

    /**
     * What is offered to a client under TLS, in the order in which it is announced.
     *
     * @param facts what the mechanisms depend on
     */
    public List<BuiltInMechanism> offered(Protocol protocol, MechanismFacts facts) {
        return atMost().stream()
                .filter(mechanism -> mechanism.isOf(protocol))
                .filter(mechanism -> isUsable(mechanism, facts))
                .toList();
    }

    private static boolean isUsable(BuiltInMechanism mechanism, MechanismFacts facts) {
        return switch (mechanism) {
            case PLAIN, LOGIN, SCRAM_SHA_256, CRAM_MD5, DIGEST_MD5, APOP -> true;
            case SCRAM_SHA_256_PLUS -> facts.bindable();
            case EXTERNAL -> facts.clientKey();
        };
    }
}
