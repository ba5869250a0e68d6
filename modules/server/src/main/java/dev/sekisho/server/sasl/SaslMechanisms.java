// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.SaslOffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mechanisms that this server has. Of its own, a listener's policy says which are offered; those that an operator adds are offered wherever
 * clients log in.
 *
 * @param all each under a name of its own
 */
public record SaslMechanisms(List<SaslMechanism> all) {
    /** RFC 4422 3.1. */
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,20}");

    /** The server's own. */
    public static final SaslMechanisms BUILT_IN = new SaslMechanisms(List.of(
            new PlainMechanism(),
            new LoginMechanism(),
            ScramMechanism.unbound(),
            ScramMechanism.boundToChannel(),
            new ExternalMechanism(),
            new CramMd5Mechanism(),
            new DigestMd5Mechanism()));

    public SaslMechanisms {
        all = List.copyOf(all);
        List<String> names = all.stream().map(SaslMechanisms::name).toList();
        List<String> classes = classes(all);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "two SASL mechanisms have one name, found " + names + " of the classes " + classes);
        }
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("a SASL mechanism is named by 1 to 20 of A-Z, 0-9, - and _, found "
                    + name.replaceAll("\\p{Cntrl}", "?") + " among the classes " + classes);
        });
    }

    private static List<String> classes(List<SaslMechanism> mechanisms) {
        return mechanisms.stream().map(each -> each.getClass().getName()).toList();
    }

    /** These, and behind them those that an operator adds. */
    public SaslMechanisms with(Collection<? extends SaslMechanism> added) {
        List<SaslMechanism> together = new ArrayList<>(all);
        together.addAll(added);
        return new SaslMechanisms(together);
    }

    /**
     * What is announced on a connection.
     *
     * @param offered what the policy offers there of the server's own
     */
    public List<String> names(Protocol protocol, List<BuiltInMechanism> offered) {
        return SaslOffer.names(
                all.stream()
                        .filter(mechanism -> isOffered(mechanism, offered))
                        .map(SaslMechanism::offer)
                        .toList(),
                protocol);
    }

    /** The mechanism of a name, in any case of letters, if it is announced on the connection. */
    public Optional<SaslMechanism> find(String name, Protocol protocol, List<BuiltInMechanism> offered) {
        return named(name)
                .filter(mechanism -> mechanism.offer().protocols().contains(protocol))
                .filter(mechanism -> isOffered(mechanism, offered));
    }

    private static boolean isOffered(SaslMechanism mechanism, List<BuiltInMechanism> offered) {
        return BuiltInMechanism.parse(name(mechanism)).map(offered::contains).orElse(true);
    }

    /**
     * The account whose password a client has sent in cleartext with AUTH.
     *
     * @param argument the command's argument: a mechanism, and an initial response in base64
     */
    public Optional<String> exposedAccount(String argument) {
        String[] words = argument.split(" +", 2);
        if (words.length < 2) {
            return Optional.empty();
        }
        return named(words[0])
                .flatMap(mechanism -> SaslDialogue.decode(words[1].strip()).flatMap(mechanism::exposedAccount));
    }

    private Optional<SaslMechanism> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return all.stream().filter(mechanism -> name(mechanism).equals(wanted)).findFirst();
    }

    private static String name(SaslMechanism mechanism) {
        return mechanism.offer().mechanism();
    }
}
