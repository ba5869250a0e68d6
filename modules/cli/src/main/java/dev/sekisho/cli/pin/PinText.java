// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.store.pin.PinHistoryEntry;
import dev.sekisho.store.pin.StoredPin;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pins in words, and in JSON. */
final class PinText {
    private PinText() {}

    static String state(PinnedPeer peer) {
        return peer.state().text() + peer.until().map(day -> " until " + day).orElse("");
    }

    static String purpose(PinnedPeer peer) {
        String hosts = String.join(", ", peer.hosts());
        return switch (peer.use()) {
            case INCOMING -> "incoming: it may relay through this server";
            case OUTGOING -> "outgoing: mail is sent to " + hosts + "; it may not relay";
            case BOTH -> "both: it may relay through this server, and mail is sent to " + hosts;
        };
    }

    static String moment(Optional<Instant> moment) {
        return moment.map(known -> known.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("never");
    }

    /** What a peer that relays in may send by a key. */
    static String limits(PeerLimits limits) {
        return limits.equals(PeerLimits.NONE)
                ? "without limits except those of the listener"
                : "limits: " + String.join("; ", limits.inWords());
    }

    /** What a certificate says of itself, which is no proof of anything but its key. */
    static List<String> certificate(X509Certificate certificate, Instant now) {
        boolean self = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        String time = now.isAfter(until) ? " (expired)" : now.isBefore(from) ? " (not valid yet)" : "";
        return List.of(
                printable(certificate.getSubjectX500Principal().getName())
                        + (self
                                ? ", self-signed"
                                : ", issued by "
                                        + printable(certificate
                                                .getIssuerX500Principal()
                                                .getName())),
                "names " + printable(names(certificate)),
                "from " + from + " until " + until + time,
                "pin " + KeyCandidate.pinOf(certificate));
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? "none"
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "that cannot be read";
        }
    }

    /** A stranger wrote it, and it goes to a terminal. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    static ObjectNode json(PinnedPeer peer) {
        ObjectNode node = JsonOutput.object()
                .put("peer", peer.name())
                .put("pin", peer.pin().toString())
                .put("state", peer.state().text())
                .put("until", peer.until().map(LocalDate::toString).orElse(null))
                .put("for", peer.use().text());
        node.set("hosts", JsonOutput.strings(peer.hosts()));
        ObjectNode limits = node.putObject("limits");
        limits.set(
                "senders",
                JsonOutput.strings(peer.limits().senders().stream()
                        .map(SenderPattern::text)
                        .toList()));
        limits.set("recipientDomains", JsonOutput.strings(peer.limits().recipientDomains()));
        limits.put("rate", peer.limits().rate().map(Object::toString).orElse(null));
        limits.put(
                "messageBytes",
                peer.limits().messageBytes().isPresent()
                        ? peer.limits().messageBytes().getAsLong()
                        : null);
        return node;
    }

    static ObjectNode json(StoredPin stored) {
        return json(stored.peer())
                .put("where", "store")
                .put("note", stored.note())
                .put("added", stored.added().toString())
                .put("firstSeen", stored.firstSeen().map(Instant::toString).orElse(null))
                .put("lastSeen", stored.lastSeen().map(Instant::toString).orElse(null));
    }

    static ObjectNode json(ListedPin listed) {
        return json(listed.peer()).put("where", listed.position().toString()).put("heldBy", listed.where());
    }

    static ObjectNode json(PinHistoryEntry event) {
        return JsonOutput.object()
                .put("moment", event.moment().toString())
                .put("who", event.who())
                .put("step", event.step())
                .put("peer", event.peer())
                .put("pin", event.pin().toString())
                .put("before", event.before())
                .put("after", event.after())
                .put("why", event.why());
    }
}
