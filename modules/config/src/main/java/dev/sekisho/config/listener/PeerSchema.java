// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.pin.PinHints;
import dev.sekisho.config.schema.AddressHints;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The schema of {@code <peer>} in a {@code <policy>}. */
public final class PeerSchema {
    static final AttributeSchema<String> PEER_NAME = AttributeSchema.required(
            "name", ValueTypes.LINE, "Your name for the peer. It appears in Received and in the log.");
    static final AttributeSchema<Pin> PEER_PIN = AttributeSchema.required(
            "pin",
            ValueType.of(
                            Pin::parse,
                            "is not a pin",
                            "use sha256/ and the base64 of 32 bytes, as the start and sekisho status print it")
                    .withHint(PinHints::in),
            "The pin of the peer's key.");
    static final AttributeSchema<PinState> PEER_STATE = AttributeSchema.optional(
            "state",
            ValueTypes.word(Arrays.asList(PinState.values()), PinState::text),
            "The state of the pin. The default is active.");
    static final AttributeSchema<LocalDate> PEER_UNTIL = AttributeSchema.optional(
            "until", ValueTypes.DAY, "The last day (UTC) on which a retiring pin is accepted.");
    static final AttributeSchema<List<SenderPattern>> PEER_SENDERS = AttributeSchema.optional(
            "sender",
            ValueType.of(
                            text -> words(text, SenderPattern::parse),
                            "is not a list of senders",
                            "use user@example.org or @example.org, several with blanks between them")
                    .withHint(text ->
                            AddressHints.inWords(text, SenderPattern::parse, AddressHints::inAddressOrAtDomain)),
            "The senders that the peer may use. The default is any. The null sender is always allowed.");
    static final AttributeSchema<List<String>> PEER_DOMAINS = AttributeSchema.optional(
            "recipient-domain",
            ValueType.of(
                            text -> words(text, ValueTypes.DOMAIN.reading()),
                            "is not a list of domains",
                            "use example.org, several with blanks between them")
                    .withHint(text -> AddressHints.inWords(text, ValueTypes.DOMAIN.reading(), Hints::inName)),
            "The domains that the peer may send to. The default is any.");
    static final AttributeSchema<MessageRate> PEER_RATE = AttributeSchema.optional(
            "rate",
            ValueType.of(MessageRate::parse, "is not a rate", "use 10/m, 100/h or 5000/d"),
            "Maximum number of messages within a minute, hour or day, with all keys of the peer together, counted by each node. There is no limit by default.");
    static final AttributeSchema<Long> PEER_SIZE = AttributeSchema.optional(
            "max-size",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Maximum size of one message. The default is that of the listener.");
    public static final ElementSchema<String> PEER = ElementSchema.of(
                    "peer",
                    ValueTypes.NOTHING,
                    "A peer that may relay, known by its key. Only if relay is pinned.",
                    "nobody may relay")
            .having(PEER_NAME, PEER_PIN, PEER_STATE, PEER_UNTIL, PEER_SENDERS, PEER_DOMAINS, PEER_RATE, PEER_SIZE)
            .repeated();

    private PeerSchema() {}

    /** All words of a text; empty if one cannot be read, or there is none. */
    static <T> Optional<List<T>> words(String text, Function<String, Optional<T>> reading) {
        List<T> read = Arrays.stream(text.strip().split("\\s+"))
                .map(reading)
                .flatMap(Optional::stream)
                .toList();
        return read.size() == text.strip().split("\\s+").length ? Optional.of(read) : Optional.empty();
    }
}
