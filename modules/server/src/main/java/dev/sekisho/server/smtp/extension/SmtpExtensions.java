// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.extension;

import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The commands that an operator adds, by their verbs. For any thread. */
public final class SmtpExtensions {
    /** No commands but the server's own. */
    public static final SmtpExtensions NONE = new SmtpExtensions(List.of());

    /** Words that begin a request of HTTP; a client that says one is disconnected, so no command can have them. */
    public static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS");

    private static final Pattern VERB = Pattern.compile("[A-Z][A-Z0-9]{0,19}");

    private final Map<String, SmtpExtension> byVerb = new HashMap<>();
    private final List<String> keywords;

    /**
     * These commands.
     *
     * @throws IllegalArgumentException if a verb is none, or is the server's own, or stands twice
     */
    public SmtpExtensions(Collection<? extends SmtpExtension> added) {
        for (SmtpExtension each : added) {
            String verb = each.verb().toUpperCase(Locale.ROOT);
            if (!VERB.matcher(verb).matches() || SmtpVerb.of(verb) != SmtpVerb.UNKNOWN || HTTP_METHODS.contains(verb)) {
                throw new IllegalArgumentException(
                        "an SMTP command that is added has a verb of its own, of letters and digits, and none of HTTP, found "
                                + verb);
            }
            if (byVerb.put(verb, each) != null) {
                throw new IllegalArgumentException("the SMTP command " + verb + " is added twice");
            }
        }
        keywords = added.stream()
                .flatMap(each -> each.ehloKeyword().stream())
                .sorted()
                .toList();
    }

    /** Each by its verb, in upper case. */
    public Map<String, SmtpExtension> byVerb() {
        return Map.copyOf(byVerb);
    }

    /** What EHLO announces of them. */
    public List<String> keywords() {
        return keywords;
    }
}
