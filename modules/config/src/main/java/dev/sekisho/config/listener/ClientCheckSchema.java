// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.Hints;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.DnsListAnswers;
import dev.sekisho.policy.client.Greylisting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The schema of what a {@code <policy>} asks about clients that do not log in. */
public final class ClientCheckSchema {
    private static final int MOST_WEIGHT = 1_000;

    private static final ValueType<DomainName> ZONE = ValueType.of(
                    text -> DomainName.readHost(text).toOptional(),
                    "is not the zone of a DNS list",
                    "use a name such as zen.spamhaus.org")
            .withHint(Hints::inName);

    static final AttributeSchema<Integer> WEIGHT = AttributeSchema.optional(
            "weight",
            ValueTypes.number(1, MOST_WEIGHT),
            "What an entry in the list adds to the weight of a client. The default is 1.");
    static final AttributeSchema<DnsListAnswers> ANSWERS = AttributeSchema.optional(
            "answers",
            ValueType.of(
                    DnsListAnswers::parse,
                    "is not a list of answers",
                    "use addresses or ranges such as 127.0.0.2-127.0.0.11, several with blanks between them, within 127.0.0.0/8 and not in 127.255.255.0/24"),
            "The answers by which the list says that it has a client. The default is " + DnsListAnswers.USUAL + ".");
    static final AttributeSchema<String> SHOWN_NAME = AttributeSchema.optional(
            "name",
            ValueTypes.LINE,
            "What replies and the log call the list, for a zone that contains your key. The default is the zone.");

    public static final ElementSchema<DomainName> DNS_LIST = ElementSchema.of(
                    "dns-list",
                    ZONE,
                    "A DNS list of unwanted clients (RFC 5782). Only where any server may deliver (mx).",
                    "none")
            .having(WEIGHT, ANSWERS, SHOWN_NAME)
            .repeated();
    public static final ElementSchema<DomainName> DNS_ALLOW_LIST = ElementSchema.of(
                    "dns-allow-list",
                    ZONE,
                    "A DNS list of clients whose mail is neither refused nor deferred by these checks.",
                    "none")
            .having(ANSWERS, SHOWN_NAME)
            .repeated();
    public static final ElementSchema<Integer> THRESHOLD = ElementSchema.of(
            "dns-list-threshold",
            ValueTypes.number(1, MOST_WEIGHT),
            "The weight from which on a client is refused. The weights of all lists that have it are added.",
            "1");

    static final AttributeSchema<Integer> UNCONFIRMED_WEIGHT = AttributeSchema.optional(
            "unconfirmed-weight",
            ValueTypes.number(0, MOST_WEIGHT),
            "What a client without a confirmed name adds to its weight. The default is 0.");
    public static final ElementSchema<String> NAME_LOOKUP = ElementSchema.of(
                    "client-name-lookup",
                    ValueTypes.NOTHING,
                    "Looks up the name of a client, and whether it has the address of the client. The name appears in Received and in the log.",
                    "no name is looked up")
            .having(UNCONFIRMED_WEIGHT);

    static final AttributeSchema<Greylisting.Clients> CLIENTS = AttributeSchema.required(
            "clients",
            ValueTypes.word(Arrays.asList(Greylisting.Clients.values()), Greylisting.Clients::text),
            "Whose mail is deferred at first: that of all clients, or only of those with a weight.");
    static final AttributeSchema<Duration> DELAY =
            time("delay", "How long attempts are deferred, from the first one on.", Greylisting.OFF.delay());
    static final AttributeSchema<Duration> RETRY_WINDOW = time(
            "retry-window",
            "How long after the first attempt one is accepted; later it counts as a first one.",
            Greylisting.OFF.retryWindow());
    static final AttributeSchema<Duration> MAX_AGE = time(
            "max-age", "How long what was accepted is remembered after the last message.", Greylisting.OFF.maxAge());
    static final AttributeSchema<Integer> KNOWN_AFTER = AttributeSchema.optional(
            "known-after",
            ValueTypes.number(1, MOST_WEIGHT),
            "After how many accepted attempts, counted once an hour at most, mail of a client is no longer deferred. The default is "
                    + Greylisting.OFF.knownAfter() + ".");
    public static final ElementSchema<String> GREYLISTING = ElementSchema.of(
                    "greylisting",
                    ValueTypes.NOTHING,
                    "Defers the first attempts to write from a sender to a recipient (RFC 6647).",
                    "no mail is deferred")
            .having(CLIENTS, DELAY, RETRY_WINDOW, MAX_AGE, KNOWN_AFTER);

    public static final ElementSchema<CidrNetwork> UNCHECKED_NETWORK = ElementSchema.of(
                    "unchecked-network",
                    PolicySchema.RELAY_NETWORK.type(),
                    "A network whose clients are neither looked up nor deferred. What is listed replaces the default.",
                    String.join(" ", ClientCheckReader.USUALLY_UNCHECKED))
            .repeated();

    /** All of them, in the order of the reference. */
    public static final List<ElementSchema<?>> ELEMENTS =
            List.of(DNS_LIST, DNS_ALLOW_LIST, THRESHOLD, NAME_LOOKUP, GREYLISTING, UNCHECKED_NETWORK);

    private ClientCheckSchema() {}

    private static AttributeSchema<Duration> time(String name, String meaning, Duration usual) {
        return AttributeSchema.optional(
                name,
                ValueTypes.TIME,
                meaning + " The default is " + ValueTypes.TIME.writing().apply(usual) + ".");
    }
}
