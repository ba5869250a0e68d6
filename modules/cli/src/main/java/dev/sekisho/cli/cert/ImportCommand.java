// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.PasswordOptions;
import dev.sekisho.cli.process.RunningServer;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.tls.identity.CertificateFacts;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.identity.IdentityWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a certificate and its key: checks them and writes them to the files that the configuration reads. */
@Command(
        name = "import",
        description =
                "Checks a certificate and its key, and writes them to the files that tls.xml reads. The old files are kept.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:imported", "1:it cannot be used; nothing was changed", "2:the command was not understood"})
final class ImportCommand implements Callable<Integer> {
    /** A running server looks every 1.5 seconds, and takes up what is the same at two looks. */
    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Parameters(
            paramLabel = "CERTIFICATE",
            description = "a PEM file with the certificate and its chain, or a PKCS#12 file with the key")
    private Path certificate = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the PEM file of the key (default: the certificate's file)")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--chain",
            paramLabel = "FILE",
            description = "a PEM file of the authority's certificates, if they are not in the certificate's file")
    private Optional<Path> chain = Optional.empty();

    @Option(
            names = "--identity",
            paramLabel = "NAME",
            description = "the identity to replace, or a name for a new one (default: the one with the same host name)")
    private Optional<String> name = Optional.empty();

    @Option(names = "--dry-run", description = "only check, and print what would be done")
    private boolean dryRun;

    ImportCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        ConfiguredIdentities known = ConfiguredIdentities.read(where, clock);
        ImportCandidate candidate = ImportCandidate.read(
                new IdentitySource("offered", certificate, chain, key, password.given(terminal), List.of()),
                terminal,
                clock);
        Optional<ConfiguredIdentity> old =
                name.isPresent() ? known.named(name.get()) : known.predecessor(candidate.identity());
        IdentitySource target = old.map(ConfiguredIdentity::source)
                .orElseGet(() -> ConfiguredIdentities.fresh(where, newName(known, candidate.identity())));
        Identity identity = candidate.as(target);
        CertificateFacts facts = CertificateFacts.of(identity);
        terminal.out()
                .println("identity " + target.name() + ": " + facts.key() + " for " + identity.hostNames() + ", "
                        + (facts.selfSigned() ? "self-signed" : "issued by " + facts.issuer()) + ", until "
                        + facts.notAfter()
                        + ", pin " + facts.pin());
        candidate.warnings(known, target).forEach(warning -> terminal.err().println("warning: " + warning));
        warnOfAnotherPin(identity, old);
        if (dryRun) {
            target.files().forEach(file -> terminal.out().println("would write " + file.normalize()));
            return ExitCodes.OK;
        }
        place(identity, target);
        return old.isPresent() ? inService(where, target, facts) : toBeListed(where, known, target);
    }

    /** File names are made of it. */
    private String newName(ConfiguredIdentities known, Identity identity) {
        String wanted = name.orElseGet(() -> identity.hostNames().stream()
                        .findFirst()
                        .map(host -> host.toString().replace("*", "wildcard"))
                        .orElse("imported")
                + (known.selfSigned() ? "" : "-" + identity.keyKind().name().toLowerCase(Locale.ROOT)));
        if (!wanted.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "no identity is named " + wanted + ", and a new one needs a name of letters, digits, . _ -");
        }
        return wanted;
    }

    private void warnOfAnotherPin(Identity identity, Optional<ConfiguredIdentity> old) {
        old.flatMap(ConfiguredIdentity::facts)
                .filter(before -> !before.pin().equals(identity.pin()))
                .ifPresent(before ->
                        terminal.err().println("warning: " + PinChangeWarning.words(before.pin(), identity.pin())));
    }

    private void place(Identity identity, IdentitySource target) {
        try {
            IdentityWriter.Placed placed = IdentityWriter.place(identity, target, clock.instant());
            placed.files().forEach(file -> terminal.out().println("wrote " + file.normalize()));
            placed.kept()
                    .forEach(file -> terminal.out()
                            .println("kept the former files in " + file.normalize()
                                    + "; remove it when you no longer need it"));
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, "nothing was changed: " + e.getMessage());
        }
    }

    private int inService(HomeFolder where, IdentitySource target, CertificateFacts facts) {
        if (RunningServer.status(where)
                .flatMap(status -> PresentedCertificate.of(status, target.name()))
                .isEmpty()) {
            terminal.out().println("it is presented from the next start on");
            return ExitCodes.OK;
        }
        boolean taken = RunningServer.says(
                where,
                status -> PresentedCertificate.of(status, target.name())
                        .filter(each -> each.is(facts))
                        .isPresent(),
                TAKEN_UP_WITHIN);
        if (!taken) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "the running server did not load it within " + TAKEN_UP_WITHIN.toSeconds()
                            + " s; 'sekisho status' shows why");
        }
        terminal.out().println("the running server presents it; open sessions keep the old one");
        return ExitCodes.OK;
    }

    private int toBeListed(HomeFolder where, ConfiguredIdentities known, IdentitySource target) {
        terminal.out()
                .println("tls.xml does not list it yet; add this to "
                        + where.conf().resolve("tls.xml") + ", then restart the server:");
        terminal.out()
                .println("  <identity name=\"" + target.name() + "\""
                        + (known.all().isEmpty() || known.selfSigned() ? " default=\"true\"" : "") + ">");
        terminal.out().println("    <certificate>" + where.conf().relativize(target.certificate()) + "</certificate>");
        terminal.out().println("  </identity>");
        if (known.selfSigned()) {
            known.all().stream()
                    .flatMap(each -> each.facts().stream())
                    .forEach(own -> terminal.out()
                            .println("it then replaces the self-signed certificate with the pin " + own.pin()
                                    + ", which peers may have pinned"));
        }
        return ExitCodes.OK;
    }
}
