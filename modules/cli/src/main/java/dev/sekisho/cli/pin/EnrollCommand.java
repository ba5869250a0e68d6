// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.process.RunningServer;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.ConfigurationOverrides;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.route.Route;
import dev.sekisho.store.pin.StoredPin;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.identity.SelfSignedIdentity;
import dev.sekisho.tls.material.HostPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what another server's administrator needs to know of this one, and reads such a text from another. */
@Command(
        name = "enroll",
        description =
                "Prints what a peer's administrator needs: keys, host and port of this server, and the configuration to write."
                        + " With --read, pins the keys of such a text.",
        mixinStandardHelpOptions = true)
public final class EnrollCommand implements Callable<Integer> {
    private static final long LONGEST = 64 * 1024;

    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private PinAuthorOption authorOption = new PinAuthorOption();

    @Parameters(paramLabel = "PEER", description = "your name for the peer: letters, digits, . _ -")
    private String peer = "";

    @Option(names = "--read", paramLabel = "FILE", description = "pin the keys of this text from the peer")
    private Optional<Path> read = Optional.empty();

    @Option(
            names = "--next",
            paramLabel = "FILE",
            description = "a PEM file with the next certificate or public key of this server")
    private Optional<Path> next = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "WAY",
            description =
                    "with --read: outgoing (mail is sent to it), incoming (it may relay) or both (default: outgoing)")
    private String use = "outgoing";

    @Option(names = "--yes", description = "with --read: do not ask, for scripts")
    private boolean yes;

    /** The command, before it has been given options. */
    public EnrollCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!peer.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new CommandFault(
                    ExitCodes.USAGE, peer + " cannot be a peer's name, which has 1 to 64 letters, digits, . _ -");
        }
        return read.isPresent() ? take(read.get()) : give();
    }

    // --- printing ---

    private int give() {
        if (!(ConfigurationLoader.load(home.home().conf(), ConfigurationOverrides.NONE)
                instanceof LoadResult.Valid valid)) {
            throw new CommandFault(ExitCodes.FAILED, "the configuration has problems; see 'sekisho check'");
        }
        SekishoConfiguration configuration = valid.configuration();
        ListenerConfiguration relay = configuration.enabledListeners().stream()
                .filter(listener -> listener.policy().relay() == RelayRule.PINNED)
                .findFirst()
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.FAILED,
                        "no listener relays for pinned peers; enable one with <policy>relay</policy>"));
        List<Identity> identities = identities(configuration);
        List<Pin> coming = next.map(file -> List.of(
                        KeyArgument.read(file.toString(), Optional.empty()).pin()))
                .orElse(List.of());
        Enrolment enrolment = new Enrolment(
                configuration.hostName(),
                relay.binds().get(0).getPort(),
                relay.policy().tls() == TlsMode.IMPLICIT,
                identities.stream().map(Identity::pin).distinct().toList(),
                coming);
        new EnrolmentText(enrolment, peer, pem(identities.get(0))).lines().forEach(terminal.out()::println);
        new ReachabilityCheck(enrolment.host(), relay.name(), enrolment.port())
                .doubts(RunningServer.status(home.home()))
                .forEach(doubt -> terminal.err().println("warning: " + doubt));
        if (coming.isEmpty()) {
            terminal.err()
                    .println(
                            "note: without --next FILE the peer knows no second key of this server, and mail stops if the key changes");
        }
        return ExitCodes.OK;
    }

    private List<Identity> identities(SekishoConfiguration configuration) {
        List<Identity> identities = new ArrayList<>();
        for (IdentitySource source : sources(configuration)) {
            if (IdentityLoader.load(source, Clock.systemUTC().instant()) instanceof IdentityLoadResult.Loaded loaded) {
                identities.add(loaded.identity());
            }
        }
        if (identities.isEmpty()) {
            throw new CommandFault(
                    ExitCodes.FAILED, "this server has no usable key; start Sekisho once, or see 'sekisho check'");
        }
        return identities;
    }

    private List<IdentitySource> sources(SekishoConfiguration configuration) {
        List<IdentitySource> sources = new ArrayList<>();
        try {
            for (IdentityConfiguration each : configuration.tls().identities()) {
                sources.add(each.source(HostEnvironment.LOCAL));
            }
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, "an identity's password cannot be read: " + e.getMessage());
        }
        if (sources.isEmpty()) {
            HostPattern.parse(configuration.hostName())
                    .map(host ->
                            new SelfSignedIdentity("self-signed", home.home().tls(), host, Clock.systemUTC()).source())
                    .ifPresent(sources::add);
        }
        return sources;
    }

    private static String pem(Identity identity) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(identity.leaf().getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }

    // --- reading ---

    private int take(Path file) {
        PinUse pinUse = PinUse.parse(use)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE, "--for " + use + " is unknown; use incoming, outgoing or both"));
        Enrolment enrolment = read(file);
        List<PinnedPeer> stored = stored();
        List<ListedPin> listed = XmlPins.of(home.home(), terminal);
        PeerKeys known = PeerKeys.of(peer, listed, stored);
        List<PinnedPeer> peers = Stream.concat(
                        enrolment.active().stream().map(pin -> peer(enrolment, pin, pinUse, PinState.ACTIVE, known)),
                        enrolment.next().stream().map(pin -> peer(enrolment, pin, pinUse, PinState.NEXT, known)))
                .toList();
        peers.forEach(each -> XmlPins.refuse(listed, each.pin()));
        terminal.out().println(file + " tells of " + enrolment.host() + " port " + enrolment.port() + ":");
        peers.forEach(each -> terminal.out()
                .println("  " + each.pin() + "  " + PinText.state(each)
                        + (pinUse.incoming() ? "  " + PinText.limits(each.limits()) : "")));
        terminal.out().println("for " + peer + ", " + PinText.purpose(peers.get(0)));
        List<PinnedPeer> wanted =
                peers.stream().filter(each -> !isThere(each, stored)).toList();
        if (!wanted.isEmpty()) {
            pin(wanted);
        }
        if (pinUse.outgoing()) {
            new EnrolledRoute(enrolment, peer).advice(routes()).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private void pin(List<PinnedPeer> wanted) {
        terminal.confirm("Does this text come from " + peer + ", and are these keys to be pinned?", yes);
        List<String> refused = new PinEntry(home.home(), terminal, authorOption.author())
                .enter(wanted, Optional.empty(), "enrolled", false);
        if (!refused.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, String.join("\n", refused));
        }
    }

    /** A text that is read again for a next key also contains the earlier keys. */
    private boolean isThere(PinnedPeer wanted, List<PinnedPeer> stored) {
        Optional<PinnedPeer> there = stored.stream()
                .filter(each ->
                        each.pin().equals(wanted.pin()) && each.state() != PinState.REVOKED && each.covers(wanted))
                .findFirst();
        there.ifPresent(each -> terminal.out()
                .println(each.pin() + " is already pinned and not changed: " + PinText.state(each) + "; "
                        + PinText.purpose(each)));
        return there.isPresent();
    }

    private List<Route> routes() {
        return ConfigurationLoader.load(home.home().conf(), ConfigurationOverrides.NONE)
                        instanceof LoadResult.Valid valid
                ? valid.configuration().relay().routes().routes()
                : List.of();
    }

    private List<PinnedPeer> stored() {
        return CommandStore.with(
                home.home(),
                store -> store.pins().ofPeer(peer).stream().map(StoredPin::peer).toList());
    }

    private PinnedPeer peer(Enrolment enrolment, Pin pin, PinUse pinUse, PinState state, PeerKeys known) {
        List<String> hosts = pinUse.outgoing() ? List.of(enrolment.host()) : List.of();
        PeerLimits limits = pinUse.incoming() ? known.limits(pin) : PeerLimits.NONE;
        return new PinnedPeer(peer, pin, state, Optional.empty(), pinUse, hosts, limits);
    }

    private static Enrolment read(Path file) {
        String text = ArgumentFile.text(file, LONGEST, "enrolment");
        try {
            return Enrolment.read(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(
                    ExitCodes.FAILED, file + " is not an enrolment: " + e.getMessage() + "; nothing was changed");
        }
    }
}
