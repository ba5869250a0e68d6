// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What a relaying peer may send. */
final class PeerLimitOptions {
    private static final ValueType<Long> SIZE = ValueTypes.size('B', 1, Long.MAX_VALUE);

    @Option(
            names = "--sender",
            paramLabel = "ADDRESS",
            description =
                    "a sender that it may use, user@example.org or @example.org; may be repeated (default: as for the peer's other keys, otherwise any)")
    private List<String> senders = List.of();

    @Option(
            names = "--recipient-domain",
            paramLabel = "DOMAIN",
            description =
                    "a domain that it may send to; may be repeated (default: as for the peer's other keys, otherwise any)")
    private List<String> domains = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N/UNIT",
            description =
                    "maximum number of messages within a minute, hour or day: 10/m, 100/h, 5000/d (default: as for the peer's other keys, otherwise no limit)")
    private Optional<String> rate = Optional.empty();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description =
                    "maximum size of a message in octets, or for example 35M (default: as for the peer's other keys, otherwise that of the listener)")
    private Optional<String> size = Optional.empty();

    Optional<PeerLimits> limits() {
        PeerLimits limits = new PeerLimits(
                senders.stream().map(PeerLimitOptions::sender).toList(),
                domains.stream().map(PeerLimitOptions::domain).toList(),
                rate.map(PeerLimitOptions::rate),
                size.map(PeerLimitOptions::size).map(OptionalLong::of).orElse(OptionalLong.empty()));
        return limits.equals(PeerLimits.NONE) ? Optional.empty() : Optional.of(limits);
    }

    /** The limits that were given, and the former limits where none was given. */
    PeerLimits over(PeerLimits before) {
        PeerLimits said = limits().orElse(PeerLimits.NONE);
        return new PeerLimits(
                said.senders().isEmpty() ? before.senders() : said.senders(),
                said.recipientDomains().isEmpty() ? before.recipientDomains() : said.recipientDomains(),
                said.rate().or(before::rate),
                said.messageBytes().isPresent() ? said.messageBytes() : before.messageBytes());
    }

    static SenderPattern sender(String text) {
        return SenderPattern.parse(text)
                .orElseThrow(() ->
                        usage(EscapedText.text(text) + " is not a sender; write user@example.org or @example.org"));
    }

    static String domain(String text) {
        return TypedAddress.domain(text).asString();
    }

    static MessageRate rate(String text) {
        return MessageRate.parse(text).orElseThrow(() -> usage(text + " is not a rate; write one such as 100/h"));
    }

    /** As the XML has it. */
    static long size(String text) {
        return SIZE.reading()
                .apply(text)
                .orElseThrow(() ->
                        usage("--max-size " + text + " " + SIZE.fault() + " of 1 octet or more; " + SIZE.wanted()));
    }

    private static CommandFault usage(String text) {
        return new CommandFault(ExitCodes.USAGE, text);
    }
}
