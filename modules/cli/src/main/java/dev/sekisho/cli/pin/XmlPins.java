// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.policy.pin.Pin;
import java.util.List;

/** The pins of the XML, which no command changes. */
final class XmlPins {
    private XmlPins() {}

    /** All of them; the pins of a configuration that cannot be read are unknown, which is reported. */
    static List<ListedPin> of(HomeFolder home, Terminal terminal) {
        if (ConfigurationLoader.load(home.conf(), ConfigurationOverrides.NONE) instanceof LoadResult.Valid valid) {
            return valid.configuration().listedPeers();
        }
        terminal.err().println("warning: the configuration has problems, so its pins are unknown; see 'sekisho check'");
        return List.of();
    }

    /** Refuses a change of what stands in the XML. */
    static void refuse(HomeFolder home, Terminal terminal, Pin pin) {
        refuse(of(home, terminal), pin);
    }

    /** Refuses a change of one of these. */
    static void refuse(List<ListedPin> all, Pin pin) {
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
