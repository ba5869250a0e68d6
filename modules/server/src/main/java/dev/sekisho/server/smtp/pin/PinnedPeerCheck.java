// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.pin;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the key of a TLS session against the present pins. An unknown key is logged; the client gets no reason. */
public final class PinnedPeerCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(PinnedPeerCheck.class);

    private PinnedPeerCheck() {}

    /** The state with what the present pins say of the key of a connection. Logs an unknown key; the client gets no reason. */
    public static SmtpState check(
            ListenerName listener, PinnedPeers peers, ClientConnection connection, SmtpState state, LocalDate today) {
        if (!state.tls()) {
            return state.withPeer(ClientPinStatus.NO_CERTIFICATE);
        }
        PinSet pins = peers.book().get();
        Optional<Pin> presented = connection.tls().flatMap(TlsSessionInfo::peerPin);
        ClientPinStatus status = pins.statusOf(presented, today);
        if (!status.equals(state.peer())) {
            tell(listener, connection, presented, status, pins, today);
        } else if (!status.pinned() && !state.peer().pinned()) {
            tell(listener, connection, presented, status, pins, today);
        }
        if (status instanceof ClientPinStatus.Pinned pinned) {
            peers.seen().accept(pinned.peer());
        }
        return state.withPeer(status);
    }

    /** The name of a peer whose pin is accepted. */
    public static Optional<String> nameOf(ClientPinStatus status) {
        return status instanceof ClientPinStatus.Pinned pinned
                ? Optional.of(pinned.peer().name())
                : Optional.empty();
    }

    private static void tell(
            ListenerName listener,
            ClientConnection connection,
            Optional<Pin> presented,
            ClientPinStatus status,
            PinSet pins,
            LocalDate today) {
        if (status instanceof ClientPinStatus.Pinned pinned) {
            logAccepted(listener, connection, pinned.peer());
        } else {
            LOGGER.warn(
                    "listener {}: peer {} may not relay: it presented {}; pinned are {}; {}",
                    listener,
                    connection.client(),
                    presented.map(Pin::toString).orElse("no certificate"),
                    accepted(pins),
                    advice(presented, status, pins, today));
        }
    }

    /** What the operator can do, where that is meant to be. */
    private static String advice(Optional<Pin> presented, ClientPinStatus status, PinSet pins, LocalDate today) {
        if (status == ClientPinStatus.PINS_UNREADABLE) {
            return "the store's pins cannot be read now, so that nobody relays; the peer was told to try again";
        }
        if (presented.isEmpty()) {
            return "the peer has to present a certificate of its own";
        }
        return pins.find(presented.get())
                .map(peer -> known(peer, today))
                .orElse("'sekisho pin add NAME " + presented.get()
                        + " --for incoming' would accept it, if it is one of yours");
    }

    /** What the operator can do for a peer that is pinned, and yet refused. */
    public static String known(PinnedPeer peer, LocalDate today) {
        String who = "this is " + peer.name() + ", whose ";
        if (peer.state() == PinState.REVOKED) {
            return who + "pin is revoked; 'sekisho pin history " + peer.pin() + "' tells why";
        }
        String widen = "'sekisho pin add " + peer.name() + " " + peer.pin() + " --for incoming'";
        String prolong = "'sekisho pin retire " + peer.pin() + " --until DATE'";
        if (peer.acceptedOn(today)) {
            return who + "pin is for sending to it; it may not relay in by that; " + widen + " would let it in";
        }
        return peer.use().incoming()
                ? who + "pin ended; " + prolong + " would give it more time"
                : who + "pin is for sending to it, and ended; " + prolong + " and " + widen + " would let it in";
    }

    private static String accepted(PinSet pins) {
        String keys = pins.peers().stream()
                .filter(peer -> peer.state() != PinState.REVOKED && peer.use().incoming())
                .map(peer ->
                        peer.name() + " " + peer.pin() + " (" + peer.state().text() + ")")
                .collect(Collectors.joining(", "));
        return keys.isEmpty() ? "no keys" : keys;
    }

    private static void logAccepted(ListenerName listener, ClientConnection connection, PinnedPeer peer) {
        if (peer.state() == PinState.RETIRING) {
            LOGGER.warn(
                    "listener {}: peer {} uses the retiring pin {} of {}, which ends {}",
                    listener,
                    connection.client(),
                    peer.pin(),
                    peer.name(),
                    peer.until().map(LocalDate::toString).orElse("at no set date"));
        } else {
            LOGGER.info(
                    "listener {}: peer {} is {}, by its {} pin",
                    listener,
                    connection.client(),
                    peer.name(),
                    peer.state().text());
        }
    }
}
