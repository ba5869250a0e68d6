// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import dev.sekisho.cli.accounts.AliasCommand;
import dev.sekisho.cli.accounts.DomainCommand;
import dev.sekisho.cli.accounts.QuotaCommand;
import dev.sekisho.cli.accounts.SrsCommand;
import dev.sekisho.cli.accounts.UserAccountCommand;
import dev.sekisho.cli.ban.BanCommand;
import dev.sekisho.cli.cert.CertCommand;
import dev.sekisho.cli.check.CheckCommand;
import dev.sekisho.cli.pin.EnrollCommand;
import dev.sekisho.cli.pin.PinCommand;
import dev.sekisho.cli.ports.ExplainCommand;
import dev.sekisho.cli.ports.ProveCommand;
import dev.sekisho.cli.queue.QueueCommand;
import dev.sekisho.cli.repository.RepositoryCommand;
import dev.sekisho.cli.server.StartCommand;
import dev.sekisho.cli.server.StatusCommand;
import dev.sekisho.cli.server.StopCommand;
import dev.sekisho.cli.spool.SpoolCommand;
import dev.sekisho.cli.store.BackupCommand;
import dev.sekisho.cli.store.RestoreCommand;
import dev.sekisho.cli.store.StoreCommand;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.trace.TraceCommand;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. {@code bin/sekisho run} is not among these commands: the script starts the server's own class for it. */
@Command(
        name = "sekisho",
        description = "The Sekisho mail server. 'sekisho run' runs the server in the foreground.",
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    /** Carries out a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // What libraries say goes to the server's log, not into a command's answer.
        System.setProperty("logback.configurationFile", "dev/sekisho/cli/logback.xml");
        System.exit(execute(Terminal.ofProcess(), arguments));
    }

    /** Carries out a command and returns its exit code. */
    public static int execute(Terminal terminal, String... arguments) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new ProveCommand(terminal))
                .addSubcommand(new StartCommand(terminal))
                .addSubcommand(new StopCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(CertCommand.commands(terminal))
                .addSubcommand(new BackupCommand(terminal))
                .addSubcommand(new RestoreCommand(terminal))
                .addSubcommand(new StoreCommand(terminal))
                .addSubcommand(new QueueCommand(terminal, Clock.systemUTC()))
                .addSubcommand(new SpoolCommand(terminal, Clock.systemUTC()))
                .addSubcommand(new TraceCommand(terminal, Clock.systemUTC()))
                .addSubcommand(new RepositoryCommand(terminal, Clock.systemUTC()))
                .addSubcommand(UserAccountCommand.commands(terminal))
                .addSubcommand(new DomainCommand(terminal))
                .addSubcommand(new AliasCommand(terminal))
                .addSubcommand(new SrsCommand(terminal, Clock.systemUTC()))
                .addSubcommand(new QuotaCommand(terminal))
                .addSubcommand(new BanCommand(terminal, Clock.systemUTC()))
                .addSubcommand(PinCommand.commands(terminal))
                .addSubcommand(new EnrollCommand(terminal));
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setExecutionExceptionHandler((exception, commandLine, parsed) -> fault(terminal, exception));
        int exitCode = commands.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return exitCode;
    }

    private static int fault(Terminal terminal, Exception exception) throws Exception {
        if (exception instanceof CommandFault fault) {
            terminal.progress("");
            terminal.err().println("sekisho: " + fault.getMessage());
            return fault.exitCode();
        }
        throw exception;
    }
}
