// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.Severity;
import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.relay.dns.SystemDnsLookup;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks whether a start would succeed, and warns of what the operator should know before. */
@Command(
        name = "check",
        description =
                "Checks the configuration, certificates, files and ports, without starting anything. With --network, also checks whether"
                        + " mail can leave.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the server can start",
            "1:there are problems, or mail cannot leave",
            "2:the command was not understood"
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final PortBinding binding;
    private final DnsLookup names;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--port-offset", paramLabel = "N", description = "the port offset of the planned start")
    private Optional<Integer> portOffset = Optional.empty();

    @Option(
            names = "--network",
            description =
                    "also test whether mail can leave: DNS, port 25, and every smarthost of relay.xml with its TLS, pin"
                            + " and login; sends no message")
    private boolean network;

    @Option(
            names = "--mx",
            paramLabel = "HOST[:PORT]",
            description = "with --network: test port 25 of these servers; may be repeated (default: those of gmail.com,"
                    + " outlook.com and yahoo.com)")
    private List<String> exchangers = List.of();

    @Option(names = "--notes", description = "also print settings that have no meaning here")
    private boolean notes;

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    /** The command, before it has been given options. */
    public CheckCommand(Terminal terminal) {
        this(terminal, PortBinding.REAL, new SystemDnsLookup());
    }

    CheckCommand(Terminal terminal, PortBinding binding, DnsLookup names) {
        this.terminal = terminal;
        this.binding = binding;
        this.names = names;
    }

    @Override
    public Integer call() {
        ConfigurationOverrides overrides =
                new ConfigurationOverrides(portOffset.map(OptionalInt::of).orElseGet(OptionalInt::empty));
        CheckReport report = new StartupCheck(
                        home.home(), overrides, HostEnvironment.LOCAL, Clock.systemUTC(), binding, network())
                .run();
        if (json) {
            terminal.out().println(JsonOutput.text(asJson(report)));
        } else {
            print(report);
        }
        return report.fine() && report.mailCanLeave() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private Optional<NetworkOptions> network() {
        if (!network && !exchangers.isEmpty()) {
            throw new CommandFault(ExitCodes.USAGE, "--mx says what --network tries; say --network too");
        }
        List<MailExchanger> tried = exchangers.stream()
                .map(text -> MailExchanger.parse(text)
                        .orElseThrow(() -> new CommandFault(
                                ExitCodes.USAGE,
                                "--mx " + text + " is not a server; write mx.example.org or mx.example.org:25")))
                .toList();
        return network ? Optional.of(new NetworkOptions(names, tried)) : Optional.empty();
    }

    private void print(CheckReport report) {
        report.configuration().filter(configuration -> report.fine()).ifPresent(this::printListeners);
        print(report, Severity.PROBLEM);
        print(report, Severity.WARNING);
        if (notes || network) {
            print(report, Severity.NOTE);
        }
        String counts = Stream.of(Severity.values())
                .map(severity -> counted(report.count(severity), severity))
                .collect(Collectors.joining(", "));
        String hidden = notes || network || report.count(Severity.NOTE) == 0 ? "" : " (--notes shows them)";
        terminal.out().println((report.fine() ? "ready to start: " : "not ready to start: ") + counts + hidden);
        if (!report.mailCanLeave()) {
            terminal.out().println("mail cannot leave as the routes want it: see the warnings about relay.xml");
        }
    }

    private static String counted(long number, Severity severity) {
        return number + " " + severity.text() + (number == 1 ? "" : "s");
    }

    private void printListeners(SekishoConfiguration configuration) {
        TextTable table = new TextTable("LISTENER", "ADDRESSES", "POLICY", "TLS", "AUTH", "RELAY");
        for (ListenerConfiguration listener : configuration.enabledListeners()) {
            String addresses = listener.binds().stream()
                    .map(bind -> bind.getAddress().getHostAddress() + " port " + bind.getPort())
                    .collect(Collectors.joining(", "));
            table.add(
                    listener.name().text(),
                    addresses,
                    listener.policy().name(),
                    listener.policy().tls().text(),
                    listener.policy().auth().text(),
                    listener.policy().relay().text());
        }
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
    }

    private void print(CheckReport report, Severity severity) {
        List<Finding> findings = report.of(severity);
        if (findings.isEmpty()) {
            return;
        }
        terminal.out().println(heading(severity));
        findings.forEach(finding ->
                terminal.out().println("  " + finding.problem().toString().replace("\n", "\n  ")));
        terminal.out().println();
    }

    private static String heading(Severity severity) {
        return switch (severity) {
            case PROBLEM -> "Problems, each of which refuses the start:";
            case WARNING -> "Warnings:";
            case NOTE -> "Notes:";
        };
    }

    private static ObjectNode asJson(CheckReport report) {
        ObjectNode root = JsonOutput.object().put("ready", report.fine());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : report.findings()) {
            Problem problem = finding.problem();
            findings.addObject()
                    .put("severity", problem.severity().text())
                    .put("topic", finding.topic().text())
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("where", problem.where())
                    .put("found", problem.found())
                    .put("expected", problem.expected());
        }
        return root;
    }
}
