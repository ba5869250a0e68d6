// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.AddressHints;
import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.CidrNetworkParser;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.limit.MessageRate;
import java.util.List;

/** The schema of {@code <device>} in a {@code <policy>}. */
public final class DeviceSchema {
    static final AttributeSchema<String> NAME = AttributeSchema.required(
            "name", ValueTypes.LINE, "Your name for the device. It appears in Received and in the log.");
    static final AttributeSchema<List<CidrNetwork>> NETWORK = AttributeSchema.required(
            "network",
            ValueType.of(
                    text -> PeerSchema.words(text, CidrNetworkParser::parse),
                    "is not a list of networks that are allowed here",
                    "use addresses or networks such as 192.0.2.7 or 192.0.2.16/28, several with blanks between them, no wider than /8 or, for IPv6, /7"),
            "The addresses of the device, or of several devices of a kind. If an address is in the networks of several, the narrowest network counts.");
    static final AttributeSchema<List<SenderPattern>> SENDERS = AttributeSchema.required(
            "sender",
            ValueType.of(
                            text -> PeerSchema.words(text, SenderPattern::parse),
                            "is not a list of senders",
                            "use user@example.org or @example.org, several with blanks between them")
                    .withHint(text ->
                            AddressHints.inWords(text, SenderPattern::parse, AddressHints::inAddressOrAtDomain)),
            "The senders that the device may use. The null sender is not allowed.");
    static final AttributeSchema<MessageRate> RATE = AttributeSchema.optional(
            "rate",
            ValueType.of(MessageRate::parse, "is not a rate", "use 10/m, 100/h or 5000/d"),
            "Maximum number of messages within a minute, hour or day, of each address, counted by each node. The default is "
                    + Device.DEFAULT_RATE + ".");
    static final AttributeSchema<Long> SIZE = AttributeSchema.optional(
            "max-size",
            ValueTypes.size('B', 1, Long.MAX_VALUE),
            "Maximum size of one message. The default is that of the listener.");
    public static final ElementSchema<String> DEVICE = ElementSchema.of(
                    "device",
                    ValueTypes.NOTHING,
                    "A printer, scanner or the like that may send without AUTH, known by its address. Only in the policy device, which needs one.",
                    "nobody is served")
            .having(NAME, NETWORK, SENDERS, RATE, SIZE)
            .repeated();

    private DeviceSchema() {}
}
