// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pins;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.Home;
import dev.sekisho.cli.Terminal;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ListedPeer;
import dev.sekisho.config.Loaded;
import dev.sekisho.config.Overrides;
import dev.sekisho.policy.Pin;
import java.util.List;

/** The pins of the XML, which no command changes. */
final class XmlPins {
    private XmlPins() {}

    /** All of them; a configuration that cannot be read has none that are known, and that is said. */
    static List<ListedPeer> of(Home home, Terminal terminal) {
        if (ConfigurationLoader.load(home.conf(), Overrides.NONE) instanceof Loaded.Valid valid) {
            return valid.configuration().listedPeers();
        }
        terminal.err()
                .println("warning: the configuration has problems, so pins in it are not known; see 'sekisho check'");
        return List.of();
    }

    /** Refuses a change of what stands in the XML. */
    static void refuse(Home home, Terminal terminal, Pin pin) {
        refuse(of(home, terminal), pin);
    }

    /** Refuses a change of one of these. */
    static void refuse(List<ListedPeer> all, Pin pin) {
        all.stream()
                .filter(listed -> listed.peer().pin().equals(pin))
                .findFirst()
                .ifPresent(listed -> {
                    throw new CommandFault(
                            ExitCodes.FAILED,
                            pin + " stands in " + listed.position() + " as the pin of "
                                    + listed.peer().name()
                                    + "; change it there and restart, or remove it there and use this command");
                });
    }
}
