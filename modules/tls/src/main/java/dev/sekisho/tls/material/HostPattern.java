// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.policy.address.DomainName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host name that an identity serves, or a wildcard for the hosts directly under a domain. Held in lower case, as A-labels
 * (RFC 5890), without a trailing dot.
 */
public final class HostPattern {
    private static final int LONGEST_NAME = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final String text;

    private HostPattern(String text) {
        this.text = text;
    }

    /**
     * Reads a host name such as {@code mail.example.org}, or a wildcard such as {@code *.example.org}. A wildcard is the whole
     * left-most label and stands over at least two others (RFC 9525 6.3). Empty for anything else, IP addresses included.
     */
    public static Optional<HostPattern> parse(String name) {
        boolean wildcard = name.startsWith("*.");
        return canonical(wildcard ? name.substring(2) : name)
                .filter(host -> !wildcard || host.indexOf('.') > 0)
                .map(host -> new HostPattern(wildcard ? "*." + host : host));
    }

    /** The name in lower case and A-labels; empty if it is not a host name. Certificates have underscores in theirs too. */
    public static Optional<String> canonical(String name) {
        String ascii = name.chars().allMatch(c -> c < 0x80)
                ? name.toLowerCase(Locale.ROOT)
                : DomainName.readHost(name).toOptional().map(DomainName::text).orElse("");
        String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        boolean address = NUMBER.matcher(labels[labels.length - 1]).matches();
        return address || host.length() > LONGEST_NAME ? Optional.empty() : Optional.of(host);
    }

    /** True for {@code *.example.org}. */
    public boolean wildcard() {
        return text.startsWith("*.");
    }

    /** True if the host, in any case and with or without a trailing dot, is meant: a wildcard stands for exactly one label. */
    public boolean matches(String host) {
        return canonical(host).filter(this::matchesCanonical).isPresent();
    }

    public boolean matchesCanonical(String host) {
        if (!wildcard()) {
            return host.equals(text);
        }
        int firstDot = host.indexOf('.');
        return firstDot > 0 && host.substring(firstDot).equals(text.substring(1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
