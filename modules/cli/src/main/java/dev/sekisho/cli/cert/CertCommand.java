// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.cli.terminal.Terminal;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Certificates: list, import, renew-self-signed. */
@Command(
        name = "cert",
        description = "Keys and certificates of the server.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class CertCommand {
    private CertCommand() {}

    /** The commands, which read and write there. */
    public static CommandLine commands(Terminal terminal) {
        return commands(terminal, Clock.systemUTC());
    }

    static CommandLine commands(Terminal terminal, Clock clock) {
        return new CommandLine(new CertCommand())
                .addSubcommand(new CertificateListCommand(terminal, clock))
                .addSubcommand(new ImportCommand(terminal, clock))
                .addSubcommand(new RenewSelfSignedCommand(terminal, clock));
    }
}
