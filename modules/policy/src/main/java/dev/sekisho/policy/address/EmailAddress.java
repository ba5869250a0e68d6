// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult;
import dev.sekisho.policy.diagnostics.ParseResult.Parsed;
import dev.sekisho.policy.diagnostics.ParseResult.Rejected;
import java.util.Locale;
import java.util.Optional;

/**
 * An address of mail: what RFC 5321 4.1.2 calls a mailbox, in the one spelling that means it. Every command, file and protocol takes
 * addresses through here.
 *
 * @param localPart in quotes only where it needs them; its case is kept, and counts for nothing where it is a local user's
 * @param domain the domain; never an address literal
 */
public record EmailAddress(String localPart, DomainName domain) {
    /** RFC 5321 4.5.3.1.3: a path of 256 octets with its brackets. */
    private static final int LONGEST = 254;

    public EmailAddress {
        if (!LocalPartParser.read(localPart).toOptional().equals(Optional.of(localPart))) {
            throw new IllegalArgumentException("not a local part in its plain form: " + EscapedText.text(localPart));
        }
    }

    /** Reads an address that somebody wrote; its domain as {@link DomainName#read} does. */
    public static ParseResult<EmailAddress> read(String written) {
        int at = written.lastIndexOf('@');
        if (at < 0) {
            return new Rejected<>("has no @", "write one such as taro@example.org");
        }
        if (written.matches(".*<.*>.*")) {
            return new Rejected<>("has < and >", "write the address alone, without < and >");
        }
        return LocalPartParser.read(written.substring(0, at))
                .then(localPart ->
                        DomainName.read(written.substring(at + 1)).then(domain -> within(localPart, domain)));
    }

    private static ParseResult<EmailAddress> within(String localPart, DomainName domain) {
        int octets = localPart.length() + 1 + domain.text().length();
        return octets > LONGEST
                ? new Rejected<>(
                        "has " + octets + " octets, and SMTP allows " + LONGEST + " (RFC 5321 4.5.3.1.3)",
                        "write one such as taro@example.org")
                : new Parsed<>(new EmailAddress(localPart, domain));
    }

    /** The address that somebody wrote; empty where {@link #read} refuses. */
    public static Optional<EmailAddress> parse(String written) {
        return read(written).toOptional();
    }

    /** Reads an address in a protocol: ASCII alone, its domain as {@link DomainName#ofWire} does. */
    public static Optional<EmailAddress> ofWire(String said) {
        int at = said.lastIndexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        return DomainName.ofWire(said.substring(at + 1))
                .flatMap(domain -> LocalPartParser.read(said.substring(0, at))
                        .then(localPart -> within(localPart, domain))
                        .toOptional());
    }

    /**
     * A local part in the one spelling that means it; empty if it is none. For addresses whose domain is a literal, such as
     * {@code x@[192.0.2.1]}, which only the protocol takes.
     */
    public static Optional<String> localPart(String said) {
        return LocalPartParser.read(said).toOptional();
    }

    /** {@code local-part@domain}. */
    public String text() {
        return localPart + "@" + domain;
    }

    /** As {@link #text}, in lower case: equal for two addresses that a local user cannot tell apart. */
    public String key() {
        return text().toLowerCase(Locale.ROOT);
    }

    /** With its domain in the letters of its people. */
    public String forPeople() {
        return localPart + "@" + domain.forPeople();
    }

    @Override
    public String toString() {
        return text();
    }
}
