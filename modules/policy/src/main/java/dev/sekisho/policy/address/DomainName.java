// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain as it stands in SMTP and in the DNS: A-labels (RFC 5890) in lower case, without a dot at its end. Every command, file and
 * protocol takes domains through here, so that one domain has one spelling inside.
 *
 * @param text such as {@code xn--bcher-kva.example}
 */
public record DomainName(String text) {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ENCODED = Pattern.compile("(.*\\.)?xn--.*", Pattern.DOTALL);
    static final int LONGEST = 253;

    public DomainName {
        if (text.length() > LONGEST || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("not a domain in A-labels and lower case: " + EscapedText.text(text));
        }
    }

    /**
     * Reads a domain of mail that somebody wrote: in any letters (UTS 46, non-transitional), in upper or lower case, with or without a dot
     * at its end. What SMTP would refuse (RFC 5321 4.1.2) is refused; an address literal is none.
     */
    public static ParseResult<DomainName> read(String written) {
        return readHost(written)
                .then(name -> name.lastLabelBeginsWithDigit()
                        ? new ParseResult.Rejected<>(
                                "ends in a label that begins with a digit", DomainNameErrors.WANTED)
                        : new ParseResult.Parsed<>(name));
    }

    /** Reads the name of a host, whose last label may begin with a digit, as names that machines are given by default do. */
    public static ParseResult<DomainName> readHost(String written) {
        Optional<ParseResult.Rejected<DomainName>> fault = DomainNameErrors.inWriting(written);
        if (fault.isPresent()) {
            return fault.get();
        }
        return inAscii(written).then(ascii -> {
            String name = plain(ascii);
            return DomainNameErrors.inAscii(name)
                    .<ParseResult<DomainName>>map(refused -> refused)
                    .orElseGet(() -> new ParseResult.Parsed<>(new DomainName(name)));
        });
    }

    /** The domain that somebody wrote; empty where {@link #read} refuses. */
    public static Optional<DomainName> parse(String written) {
        return read(written).toOptional();
    }

    /**
     * Reads a domain of an address in a protocol: ASCII alone. What its A-labels decode to is not asked: they are those of others, and one
     * that is taken for a local domain was checked when that was added.
     */
    public static Optional<DomainName> ofWire(String said) {
        String name = plain(said);
        return ascii(said) && DomainNameErrors.inAscii(name).isEmpty()
                ? Optional.of(new DomainName(name)).filter(domain -> !domain.lastLabelBeginsWithDigit())
                : Optional.empty();
    }

    private static ParseResult<String> inAscii(String written) {
        boolean encoded = !ascii(written) || ENCODED.matcher(lower(written)).matches();
        return encoded ? IdnaLabels.toAscii(written) : new ParseResult.Parsed<>(written);
    }

    private static String plain(String ascii) {
        String lower = lower(ascii);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private boolean lastLabelBeginsWithDigit() {
        return Character.isDigit(text.charAt(text.lastIndexOf('.') + 1));
    }

    /** In the letters of its people (U-labels); the same as {@link #text} where that has none. */
    public String forPeople() {
        return ENCODED.matcher(text).matches() ? IdnaLabels.toUnicode(text) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
