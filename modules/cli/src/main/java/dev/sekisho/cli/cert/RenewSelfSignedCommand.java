// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.identity.CertificateFacts;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.identity.SelfSignedIdentity.Outcome;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Renews the server's own self-signed certificate. */
@Command(
        name = "renew-self-signed",
        description = "Makes a new self-signed certificate for the existing key. The pin does not change.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:renewed", "1:not renewed; nothing was changed"})
final class RenewSelfSignedCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--new-key", description = "also make a new key; its pin changes, and peers must learn it")
    private boolean newKey;

    RenewSelfSignedCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        ConfiguredIdentities known = ConfiguredIdentities.read(where, clock);
        if (!known.selfSigned()) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    "the self-signed certificate is not in use: tls.xml lists "
                            + known.all().stream().map(ConfiguredIdentity::name).collect(Collectors.joining(", "))
                            + "; 'cert import' renews those");
        }
        HostPattern host = known.hostName()
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.FAILED,
                        "the host name cannot be used in a certificate; set <hostname> in sekisho.xml"));
        SelfSignedIdentity own = ConfiguredIdentities.own(where, host, clock);
        Optional<Pin> before = CertificateFacts.read(own.source()).map(CertificateFacts::pin);
        return newKey ? rekey(own, before) : renew(own);
    }

    private int renew(SelfSignedIdentity own) {
        if (!Files.exists(own.source().keyFile()) && !Files.exists(own.source().certificate())) {
            return tell(own.ensure(), Optional.empty());
        }
        return tell(own.renew(), Optional.empty());
    }

    private int rekey(SelfSignedIdentity own, Optional<Pin> before) {
        return tell(own.renewWithNewKey(), before);
    }

    private int tell(Outcome outcome, Optional<Pin> before) {
        outcome.accept(new OutcomeText(before)).run();
        terminal.out().println("a running server presents it within 5 seconds");
        return ExitCodes.OK;
    }

    /** Prints what was done. */
    private final class OutcomeText implements Outcome.Visitor<Runnable, CommandFault> {
        private final Optional<Pin> before;

        OutcomeText(Optional<Pin> before) {
            this.before = before;
        }

        @Override
        public Runnable kept(Outcome.Kept kept) {
            return () -> {};
        }

        @Override
        public Runnable made(Outcome.Made made) {
            return () -> print("made", made.identity(), List.of());
        }

        @Override
        public Runnable renewed(Outcome.Renewed renewed) {
            return () -> {
                print("renewed", renewed.identity(), List.of());
                terminal.out()
                        .println(
                                "its key and pin stay; users who accepted the certificate by hand will be asked again");
            };
        }

        @Override
        public Runnable rekeyed(Outcome.Rekeyed rekeyed) {
            return () -> {
                print("made with a new key", rekeyed.identity(), rekeyed.kept());
                before.ifPresent(pin -> terminal.out()
                        .println(PinChangeWarning.words(pin, rekeyed.identity().pin())));
            };
        }

        @Override
        public Runnable failed(Outcome.Failed failed) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    failed.problems().stream().map(IdentityProblem::toString).collect(Collectors.joining("\n")));
        }
    }

    private void print(String done, Identity identity, List<Path> kept) {
        terminal.out()
                .println(done + ": the self-signed certificate for " + identity.hostNames() + ", until "
                        + identity.notAfter() + ", pin " + identity.pin());
        kept.forEach(file -> terminal.out().println("kept the former files in " + file));
    }
}
