// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.store.senders.SrsRewriter;
import java.time.Clock;
import org.apache.james.core.MailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The rewritten envelope senders of forwarded mail (SRS): the original sender of one, and the secret that signs them. */
@Command(
        name = "srs",
        description = "Rewritten envelope senders of forwarded mail (SRS), and the secret that signs them.",
        mixinStandardHelpOptions = true)
public final class SrsCommand {
    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public SrsCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "decode",
            description =
                    "Prints the original sender of a rewritten one, if this server made it and it has not expired.",
            mixinStandardHelpOptions = true)
    int decode(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ADDRESS", description = "such as SRS0=...@example.org") String address) {
        MailAddress rewritten = TypedAddress.address(address);
        MailAddress original = CommandStore.with(
                        home.home(), store -> new SrsRewriter(store.database(), clock).original(rewritten))
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.FAILED, rewritten.asString() + ": this server did not make it, or it has expired"));
        terminal.out().println(original.asString());
        return ExitCodes.OK;
    }

    @Command(
            name = "new-secret",
            description = {
                "Makes a new secret, with which all nodes sign from now on.",
                "Addresses signed with the former secret are accepted until they expire."
            },
            mixinStandardHelpOptions = true)
    int newSecret(@Mixin HomeOption home) {
        return CommandStore.with(home.home(), store -> {
            new SrsRewriter(store.database(), clock).newSecret();
            terminal.out()
                    .println("made a new secret; addresses signed with the former one are accepted until they expire");
            return ExitCodes.OK;
        });
    }
}
