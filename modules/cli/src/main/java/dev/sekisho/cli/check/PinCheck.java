// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.pin.DuplicatePins;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.config.store.StoreConfiguration;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.StoreInspection;
import dev.sekisho.store.pin.StoredPin;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.core.Domain;

/**
 * Looks at the pins of the store, where there is one, and changes nothing of it: at those that stand in the XML too, and at peers that are one lost key away from silence.
 *
 * @param configuration the pins of the XML
 * @param home where the store is
 * @param clock for pins that end
 */
record PinCheck(SekishoConfiguration configuration, HomeFolder home, Clock clock) {
    private static final SourcePosition STORE = SourcePosition.ofFile("var/sekisho.db");

    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        try {
            StoreInspection found = StoreInspection.at(settings());
            if (found instanceof StoreInspection.Unmade) {
                return problems(List.of());
            }
            if (found instanceof StoreInspection.Current current) {
                return problems(current.pins().stream().map(StoredPin::peer).toList());
            }
            if (found instanceof StoreInspection.Older older) {
                older(older.missing(), problems);
            }
            return problems.warnings();
        } catch (StoreException e) {
            problems.refuse(STORE, "", "the store cannot be opened: " + e.getMessage(), "");
            return problems.refusals();
        }
    }

    /** The pins of the store; none where it cannot be read, which {@link #problems} reports. */
    List<PinnedPeer> stored() {
        try {
            return StoreInspection.at(settings()) instanceof StoreInspection.Current current
                    ? current.pins().stream().map(StoredPin::peer).toList()
                    : List.of();
        } catch (StoreException reportedElsewhere) {
            return List.of();
        }
    }

    /** The local domains of a store of this version; none where it cannot be looked at. */
    List<String> localDomains() {
        try {
            return StoreInspection.at(settings()) instanceof StoreInspection.Current
                    ? CommandStore.with(
                            home,
                            store -> store.domains().list().stream()
                                    .map(Domain::asString)
                                    .toList())
                    : List.of();
        } catch (StoreException reportedElsewhere) {
            return List.of();
        }
    }

    /** Whether there is a store of this version that can be read. */
    boolean storeIsCurrent() {
        try {
            return StoreInspection.at(settings()) instanceof StoreInspection.Current;
        } catch (StoreException reportedElsewhere) {
            return false;
        }
    }

    /** A folder for a file that is not there is not made. */
    private DatabaseSettings settings() {
        return configuration.store() instanceof StoreConfiguration.OwnFile
                ? DatabaseSettings.Sqlite.at(home.database())
                : CommandStore.settings(home);
    }

    private List<Problem> problems(List<PinnedPeer> stored) {
        ProblemList problems = new ProblemList();
        List<Problem> duplicates = new DuplicatePins(configuration.listedPeers(), stored).problems();
        single(stored, problems);
        endless(stored, problems);
        unlike(stored, problems);
        atOnce(stored, problems);
        new PinnedRoutes(configuration.relay().routes().routes(), stored, clock).look(problems);
        return Stream.concat(duplicates.stream(), problems.warnings().stream()).toList();
    }

    private static void older(int missing, ProblemList problems) {
        problems.warn(
                STORE,
                "",
                "it has the schema of an older version (steps behind: " + missing
                        + "); the start applies them, and its pins are not" + " checked before",
                "a backup first: 'sekisho backup'");
    }

    private void single(List<PinnedPeer> stored, ProblemList problems) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<PinnedPeer> accepted = new ArrayList<>(
                stored.stream().filter(peer -> peer.acceptedOn(today)).toList());
        for (PinnedPeer peer : List.copyOf(accepted)) {
            boolean alone =
                    accepted.stream().filter(other -> other.covers(peer)).count() == 1;
            boolean next = peer.state() == PinState.NEXT;
            // Where a next pin is a server's only one, it is reported with the route to that server.
            if (alone && !(next && peer.use() == PinUse.OUTGOING) && !listedToo(peer)) {
                problems.warn(
                        STORE,
                        "peer " + peer.name(),
                        (next ? "its one pin for " : "it has one pin for ")
                                + peer.use().text()
                                + (next ? " mail is a next one: " : " mail and no next one: ")
                                + "once its key changes, mail stops",
                        (next ? "'sekisho pin promote " + peer.name() + "', then " : "") + add(peer, stored)
                                + " with the pin of its next key");
            }
        }
    }

    /** The use of the next key has to be given where the peer's keys have different uses. */
    private static String add(PinnedPeer peer, List<PinnedPeer> stored) {
        boolean follows = stored.stream()
                .filter(other -> other.name().equals(peer.name()) && other.state() != PinState.REVOKED)
                .allMatch(peer::sameSet);
        String hosts = peer.hosts().isEmpty() ? "" : " --host " + String.join(" --host ", peer.hosts());
        return "'sekisho pin add " + peer.name() + " PIN"
                + (follows ? "" : " --for " + peer.use().text() + hosts) + "'";
    }

    private boolean listedToo(PinnedPeer peer) {
        return configuration.listedPeers().stream()
                .map(ListedPin::peer)
                .anyMatch(listed -> listed.name().equals(peer.name()) && listed.state() != PinState.REVOKED);
    }

    /** A limit that holds for one key alone is none: the peer sends by the other. */
    private void unlike(List<PinnedPeer> stored, ProblemList problems) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        stored.stream().map(PinnedPeer::name).distinct().forEach(name -> {
            List<PinnedPeer> keys = Stream.concat(
                            stored.stream(),
                            configuration.listedPeers().stream().map(ListedPin::peer))
                    .filter(peer -> peer.name().equals(name) && peer.use().incoming() && peer.acceptedOn(today))
                    .toList();
            if (keys.stream().map(PinnedPeer::limits).distinct().count() > 1) {
                problems.warn(
                        STORE,
                        "peer " + name,
                        "its keys have different limits, so it may send with one key what it may not send with another: "
                                + keys.stream().map(PinCheck::limits).collect(Collectors.joining(", ")),
                        "'sekisho pin change " + name
                                + "' with --sender, --recipient-domain, --rate and --max-size sets"
                                + " the same for all of them; any lifts a limit");
            }
        });
    }

    /** Two machines of a peer may have a key each; a former key that was left active looks the same. */
    private static void atOnce(List<PinnedPeer> stored, ProblemList problems) {
        stored.stream().map(PinnedPeer::name).distinct().forEach(name -> {
            List<PinnedPeer> active = stored.stream()
                    .filter(peer -> peer.name().equals(name) && peer.state() == PinState.ACTIVE)
                    .toList();
            String duplicates = active.stream()
                    .filter(peer -> active.stream()
                            .anyMatch(other -> !other.equals(peer) && (other.covers(peer) || peer.covers(other))))
                    .map(peer -> peer.pin() + " (" + peer.use().text() + ")")
                    .collect(Collectors.joining(" and "));
            if (!duplicates.isEmpty()) {
                problems.warn(
                        STORE,
                        "peer " + name,
                        "its keys " + duplicates
                                + " are active at once and accepted without an end. This is right for several"
                                + " machines with different keys, but not for a key that was replaced",
                        "'sekisho pin list' shows when each was last used; 'sekisho pin retire PIN --until DATE' or"
                                + " 'sekisho pin revoke', ends one");
            }
        });
    }

    private static String limits(PinnedPeer peer) {
        return peer.pin() + " ("
                + (peer.limits().equals(PeerLimits.NONE)
                        ? "no limits"
                        : String.join("; ", peer.limits().inWords()))
                + ")";
    }

    private static void endless(List<PinnedPeer> stored, ProblemList problems) {
        stored.stream()
                .filter(peer ->
                        peer.state() == PinState.RETIRING && peer.until().isEmpty())
                .forEach(peer -> problems.warn(
                        STORE,
                        "peer " + peer.name(),
                        "its retiring pin " + peer.pin() + " has no end date and is accepted until it is revoked",
                        "'sekisho pin retire " + peer.pin() + " --until DATE', or 'sekisho pin revoke'"));
    }
}
