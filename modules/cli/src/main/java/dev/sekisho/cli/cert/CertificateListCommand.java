// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.process.RunningServer;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.tls.identity.CertificateFacts;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.reload.ExpiryWarning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the identities and their problems. */
@Command(
        name = "list",
        description = "Lists the identities, their certificates, which clients get them, and problems.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all can be used", "1:one cannot be used, or the configuration cannot be read"})
final class CertificateListCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    CertificateListCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        ConfiguredIdentities known = ConfiguredIdentities.read(where, clock);
        Optional<JsonNode> status = RunningServer.status(where);
        if (json) {
            ArrayNode array = JsonOutput.array();
            known.all().forEach(each -> array.add(asJson(known, each, problems(known, each, status))));
            terminal.out().println(JsonOutput.text(array));
        } else if (known.all().isEmpty()) {
            terminal.out().println("no identity is listed in tls.xml; a self-signed one is made at the first start");
        } else {
            print(known, status);
        }
        return known.all().stream().allMatch(each -> each.identity().isPresent()) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private void print(ConfiguredIdentities known, Optional<JsonNode> status) {
        TextTable certificates = new TextTable("IDENTITY", "HOST NAMES", "KEY", "ISSUER", "VALID UNTIL", "LEFT", "PIN");
        TextTable uses = new TextTable("IDENTITY", "FILES", "LISTENERS", "PRESENTED FOR");
        for (ConfiguredIdentity each : known.all()) {
            String mark = each.identity().isPresent() ? "" : " (!)";
            certificates.add(
                    each.name() + mark,
                    joined(each.hostNames()),
                    each.facts().map(CertificateFacts::key).orElse("-"),
                    each.facts().map(CertificateListCommand::issuer).orElse("-"),
                    each.facts().map(facts -> day(facts.notAfter())).orElse("-"),
                    each.facts().map(facts -> daysLeft(facts) + " days").orElse("-"),
                    each.facts().map(facts -> facts.pin().toString()).orElse("-"));
            uses.add(
                    each.name() + mark,
                    String.join(", ", each.files()),
                    each.identity().isPresent() ? String.join(", ", known.listeners()) : "-",
                    presentedFor(known, each));
        }
        certificates.lines().forEach(terminal.out()::println);
        terminal.out().println();
        uses.lines().forEach(terminal.out()::println);
        known.all()
                .forEach(each -> problems(known, each, status)
                        .forEach(line -> terminal.out().println("problem: " + line)));
    }

    private static String issuer(CertificateFacts facts) {
        return facts.selfSigned() ? "self-signed" : facts.issuer();
    }

    private static String day(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().substring(0, 10);
    }

    private long daysLeft(CertificateFacts facts) {
        return Math.floorDiv(Duration.between(clock.instant(), facts.notAfter()).toSeconds(), 86_400L);
    }

    private static String presentedFor(ConfiguredIdentities known, ConfiguredIdentity each) {
        if (each.identity().isEmpty()) {
            return "nothing: it cannot be used";
        }
        List<String> words = new ArrayList<>();
        if (known.isDefault(each)) {
            words.add("clients that name no host");
        }
        known.reachedBy(each).forEach(name -> words.add(name.toString()));
        return words.isEmpty() ? "nothing: others come first" : String.join(", ", words);
    }

    private static String joined(List<HostPattern> names) {
        return names.isEmpty() ? "-" : names.stream().map(HostPattern::toString).collect(Collectors.joining(", "));
    }

    private List<String> problems(ConfiguredIdentities all, ConfiguredIdentity known, Optional<JsonNode> status) {
        List<String> problems = new ArrayList<>();
        known.load().problems().stream().map(IdentityProblem::toString).forEach(problems::add);
        problems.addAll(all.problemsTogether(known));
        known.identity()
                .flatMap(identity -> ExpiryWarning.of(identity, clock.instant()))
                .map(ExpiryWarning::toString)
                .ifPresent(problems::add);
        status.flatMap(running -> PresentedCertificate.of(running, known.name()))
                .filter(presented -> known.facts().filter(presented::is).isEmpty())
                .map(presented ->
                        "identity " + known.name() + ": the running server presents another certificate, of pin "
                                + presented.pin() + ", until " + presented.notAfter())
                .ifPresent(problems::add);
        return problems;
    }

    private ObjectNode asJson(ConfiguredIdentities known, ConfiguredIdentity each, List<String> problems) {
        ObjectNode node = JsonOutput.object().put("name", each.name());
        node.put("usable", each.identity().isPresent()).put("default", known.isDefault(each));
        node.set("hostNames", JsonOutput.strings(texts(each.hostNames())));
        each.facts()
                .ifPresent(facts -> node.put("key", facts.key())
                        .put("subject", facts.subject())
                        .put("issuer", facts.issuer())
                        .put("selfSigned", facts.selfSigned())
                        .put("notBefore", facts.notBefore().toString())
                        .put("notAfter", facts.notAfter().toString())
                        .put("daysLeft", daysLeft(facts))
                        .put("pin", facts.pin().toString())
                        .put("chainLength", facts.chainLength()));
        node.set("files", JsonOutput.strings(each.files()));
        node.set("listeners", JsonOutput.strings(each.identity().isPresent() ? known.listeners() : List.of()));
        node.set("presentedFor", JsonOutput.strings(texts(known.reachedBy(each))));
        node.set("problems", JsonOutput.strings(problems));
        return node;
    }

    private static List<String> texts(List<HostPattern> names) {
        return names.stream().map(HostPattern::toString).toList();
    }
}
