// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import dev.sekisho.policy.address.SenderPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a pinned peer or a device may send through this server, within what its listener allows. An absent limit means no limit.
 *
 * @param senders the senders it may name; empty means any. The null sender of notices (RFC 5321 4.5.5) is always among them
 * @param recipientDomains the domains it may send to, in lower case, local ones too; empty means any
 * @param rate how many transactions it may begin
 * @param messageBytes octets of one message
 */
public record PeerLimits(
        List<SenderPattern> senders,
        List<String> recipientDomains,
        Optional<MessageRate> rate,
        OptionalLong messageBytes) {
    /** Nothing is limited. */
    public static final PeerLimits NONE = new PeerLimits(List.of(), List.of(), Optional.empty(), OptionalLong.empty());

    public PeerLimits {
        senders = List.copyOf(senders);
        recipientDomains = recipientDomains.stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (messageBytes.isPresent() && messageBytes.getAsLong() < 1) {
            throw new IllegalArgumentException("message bytes must be more than 0, found " + messageBytes.getAsLong());
        }
    }

    /** Whether MAIL may name this sender; empty is the null sender. */
    public boolean allowsSender(Optional<String> address) {
        return senders.isEmpty()
                || address.isEmpty()
                || senders.stream().anyMatch(pattern -> pattern.matches(address.get()));
    }

    /** Whether RCPT may name this address. */
    public boolean allowsRecipient(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return recipientDomains.isEmpty() || recipientDomains.contains(domain);
    }

    /** For people, one limit each; nothing where nothing is limited. */
    public List<String> inWords() {
        List<String> words = new ArrayList<>();
        if (!senders.isEmpty()) {
            words.add("senders " + senders.stream().map(SenderPattern::text).collect(Collectors.joining(", ")));
        }
        if (!recipientDomains.isEmpty()) {
            words.add("recipients in " + String.join(", ", recipientDomains));
        }
        rate.ifPresent(most -> words.add("rate " + most));
        messageBytes.ifPresent(most -> words.add("messages of at most " + most + " octets"));
        return words;
    }

    /** The octets that a message may have where its listener allows so many. */
    public long messageBytes(long ofListener) {
        return Math.min(ofListener, messageBytes.orElse(ofListener));
    }
}
