// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.pin.StoredPin;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enters a pin, or widens the use of one. Its use is given, or follows from the peer's other pins. */
@Command(
        name = "add",
        description = "Pins a peer's key, or extends the use of a pinned key."
                + " A key that is read from a server is shown first, and pinned if you answer yes.",
        mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private PinAuthorOption authorOption = new PinAuthorOption();

    @Mixin
    private PeerLimitOptions limits = new PeerLimitOptions();

    @Parameters(index = "0", paramLabel = "PEER", description = "your name for the peer: letters, digits, . _ -")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "KEY",
            description =
                    "its pin (sha256/...), a PEM file with its certificate or public key, or host:port to read the key from")
    private String key = "";

    @Option(
            names = "--for",
            paramLabel = "WAY",
            description = "incoming: it may relay through this server; outgoing: mail is sent to it; both"
                    + " (default: that of the peer's other pins; outgoing for host:port and --host)")
    private Optional<String> use = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "the host name of the server to which mail is sent; may be repeated")
    private List<String> hosts = List.of();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "next or active (default: next if the peer has an active key for this use, otherwise active)")
    private Optional<String> state = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "a note, such as whom to call or which machine it is")
    private Optional<String> note = Optional.empty();

    @Option(names = "--again", description = "also if this key was revoked")
    private boolean again;

    @Option(
            names = "--starttls",
            negatable = false,
            description = "connect to host:port with STARTTLS (default for all ports but 465)")
    private boolean startTls;

    @Option(names = "--implicit-tls", description = "connect to host:port with implicit TLS (default for 465)")
    private boolean implicitTls;

    @Option(names = "--yes", description = "pin the key that a server presents without asking, for scripts")
    private boolean yes;

    AddCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw usage(
                    name
                            + " cannot be a peer's name, which has 1 to 64 letters, digits, . _ - and begins with a letter or digit");
        }
        HomeFolder where = home.home();
        KeyCandidate offered = KeyArgument.read(key, implicit());
        List<ListedPin> listed = XmlPins.of(where, terminal);
        XmlPins.refuse(listed, offered.pin());
        List<PinnedPeer> others = CommandStore.with(
                where,
                store -> store.pins().ofPeer(name).stream().map(StoredPin::peer).toList());
        PinnedPeer peer =
                peer(offered, others, PeerKeys.of(name, listed, others).limits(offered.pin()));
        show(offered);
        if (offered.host().isPresent()) {
            terminal.confirm(
                    "Pin this key for " + name + ", " + peer.use().text() + ", as "
                            + peer.state().text()
                            + (peer.use().incoming() ? ", " + PinText.limits(peer.limits()) : "") + "?",
                    yes);
        }
        List<String> refused =
                new PinEntry(where, terminal, authorOption.author()).enter(List.of(peer), note, "", again);
        if (!refused.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, refused.get(0) + advice(refused.get(0)));
        }
        return ExitCodes.OK;
    }

    private static String advice(String refused) {
        return refused.contains(" was revoked") ? "; use --again to pin it" : "";
    }

    private Optional<Boolean> implicit() {
        if (startTls && implicitTls) {
            throw usage("--starttls and --implicit-tls exclude each other");
        }
        return startTls || implicitTls ? Optional.of(implicitTls) : Optional.empty();
    }

    private PinnedPeer peer(KeyCandidate offered, List<PinnedPeer> others, PeerLimits known) {
        Optional<PinnedPeer> model = model(offered, others);
        PinUse pinUse = pinUse(offered, model);
        List<String> names = !pinUse.outgoing()
                ? List.of()
                : !hosts.isEmpty()
                        ? hosts.stream().map(TypedAddress::host).toList()
                        : model.map(PinnedPeer::hosts).orElseGet(() -> hosts(offered, others));
        if (pinUse.outgoing() && names.isEmpty()) {
            throw usage("a server to which mail is sent needs a host name; give it with --host");
        }
        if (!pinUse.outgoing() && !hosts.isEmpty()) {
            throw usage("--host names a server to which mail is sent, and this pin is for incoming mail");
        }
        if (!pinUse.incoming() && limits.limits().isPresent()) {
            throw usage(
                    "--sender, --recipient-domain, --rate and --max-size are for a peer that may relay, and this pin is not for that");
        }
        PeerLimits own = pinUse.incoming() ? limits.over(known) : PeerLimits.NONE;
        PinnedPeer active = new PinnedPeer(name, offered.pin(), PinState.ACTIVE, Optional.empty(), pinUse, names, own);
        return active.in(state(active, others), Optional.empty());
    }

    /** The host that was asked, or those of the same pin, whose use is to be widened. */
    private static List<String> hosts(KeyCandidate offered, List<PinnedPeer> others) {
        return offered.host()
                .map(List::of)
                .orElseGet(() -> others.stream()
                        .filter(other -> other.pin().equals(offered.pin()) && other.state() != PinState.REVOKED)
                        .flatMap(other -> other.hosts().stream())
                        .toList());
    }

    /** The peer's other pins, where they are all for the same, and that is not contradicted. */
    private Optional<PinnedPeer> model(KeyCandidate offered, List<PinnedPeer> others) {
        List<PinnedPeer> living =
                others.stream().filter(peer -> peer.state() != PinState.REVOKED).toList();
        boolean agree = !living.isEmpty() && living.stream().allMatch(living.get(0)::sameSet);
        if (!agree || use.isPresent() && !living.get(0).use().text().equals(use.get())) {
            return Optional.empty();
        }
        PinnedPeer model = living.get(living.size() - 1);
        boolean sameHosts = hosts.isEmpty() && offered.host().stream().allMatch(model::servesHost);
        return Optional.of(model).filter(known -> sameHosts);
    }

    private PinUse pinUse(KeyCandidate offered, Optional<PinnedPeer> model) {
        if (use.isPresent()) {
            return PinUse.parse(use.get())
                    .orElseThrow(() -> usage("--for " + use.get() + " is unknown; use incoming, outgoing or both"));
        }
        if (model.isPresent()) {
            return model.get().use();
        }
        if (offered.host().isPresent() || !hosts.isEmpty()) {
            return PinUse.OUTGOING;
        }
        throw usage("give the use of the key: --for incoming lets this peer relay through this server;"
                + " --for outgoing --host NAME is for a server to which mail is sent; --for both does both");
    }

    private PinState state(PinnedPeer peer, List<PinnedPeer> others) {
        if (state.isPresent()) {
            return PinState.parse(state.get())
                    .filter(known -> known == PinState.NEXT || known == PinState.ACTIVE)
                    .orElseThrow(() ->
                            usage("--state " + state.get() + " is not a state for a new pin; use next or active"));
        }
        boolean follows = others.stream().anyMatch(other -> other.state() == PinState.ACTIVE && other.covers(peer));
        return follows ? PinState.NEXT : PinState.ACTIVE;
    }

    private void show(KeyCandidate offered) {
        for (int i = 0; i < offered.chain().size(); i++) {
            X509Certificate certificate = offered.chain().get(i);
            terminal.out()
                    .println(
                            i == 0
                                    ? offered.origin() + " presents"
                                    : "other certificates of the chain, which are not pinned:");
            PinText.certificate(certificate, clock.instant())
                    .forEach(line -> terminal.out().println("  " + line));
        }
    }

    private static CommandFault usage(String text) {
        return new CommandFault(ExitCodes.USAGE, text + "; nothing was changed");
    }
}
