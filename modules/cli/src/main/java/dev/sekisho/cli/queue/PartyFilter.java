// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.store.outgoing.OutgoingMessage;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Selects messages and recipients by the addresses of sender and recipient, and by who logged in to submit them. */
final class PartyFilter {
    private static final String NULL_SENDER = "<>";

    @Option(
            names = "--from",
            paramLabel = "WHOM",
            description = "only from this sender: an address, a domain, or <> for the null sender of bounces")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "WHOM",
            description = "only to this recipient: an address or a domain; other recipients of a message do not change")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "only what this user logged in to submit, whatever the sender is")
    private Optional<String> user = Optional.empty();

    /** Whether anything is asked of the messages. */
    boolean asked() {
        return from.isPresent() || to.isPresent() || user.isPresent();
    }

    /** The user that is meant, where one is. */
    Optional<String> user() {
        return user.map(PartyFilter::meant);
    }

    /** A message with those of its recipients that are meant; empty if there are none. */
    Optional<OutgoingMessage> of(OutgoingMessage message) {
        if (from.isPresent() && !fits(from.get(), message.sender().orElse(NULL_SENDER))) {
            return Optional.empty();
        }
        if (user.isPresent()
                && message.submitter()
                        .filter(submitter -> submitter.equalsIgnoreCase(meant(user.get())))
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(message.with(message.recipients().stream()
                        .filter(recipient -> to.isEmpty() || fits(to.get(), recipient.address()))
                        .toList()))
                .filter(meant -> !meant.recipients().isEmpty());
    }

    /** In the spelling of the queue; what is no address and no domain stays, and fits nothing. */
    private static String meant(String whom) {
        return whom.lastIndexOf('@') > 0
                ? EmailAddress.parse(whom).map(EmailAddress::text).orElse(whom)
                : DomainName.parse(whom.startsWith("@") ? whom.substring(1) : whom)
                        .map(DomainName::text)
                        .orElse(whom);
    }

    /** Letters of any case: mail to {@code Bob@} and {@code bob@} is seldom for two people, and this only chooses from a list. */
    private static boolean fits(String whom, String address) {
        String wanted = meant(whom).toLowerCase(Locale.ROOT);
        String found = address.toLowerCase(Locale.ROOT);
        return found.equals(wanted)
                || (wanted.lastIndexOf('@') <= 0
                        && found.endsWith("@" + wanted.substring(wanted.lastIndexOf('@') + 1)));
    }
}
