// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.extension;

import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The commands that an operator adds, by their verbs. For any thread. */
public final class SmtpExtensions {
    /** No commands but the server's own. */
    public static final SmtpExtensions NONE = new SmtpExtensions(List.of());

    /** Words that begin a request of HTTP; a client that says one is disconnected, so no command can have them. */
    public static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS");

    private static final Pattern VERB = Pattern.compile("[A-Z][A-Z0-9]{0,19}");

    /** {@code ehlo-keyword *( SP ehlo-param )} of RFC 5321 4.1.1.1. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*( [\\x21-\\x7E]+)*");

    /** A reply line of RFC 5321 4.5.3.1.5, without {@code 250-} and CR LF. */
    private static final int LONGEST_ANNOUNCEMENT = 506;

    /** What the server announces, and what would promise something that its policy or its reading of commands does not keep. */
    private static final Set<String> OWN_KEYWORDS = Set.of(
            "STARTTLS",
            "AUTH",
            "SIZE",
            "PIPELINING",
            "ENHANCEDSTATUSCODES",
            "8BITMIME",
            "CHUNKING",
            "DSN",
            "BINARYMIME",
            "SMTPUTF8",
            "REQUIRETLS",
            "LIMITS");

    private final Map<String, SmtpExtension> byVerb = new HashMap<>();
    private final Set<String> announced = new HashSet<>();
    private final Set<String> keywords = new TreeSet<>();

    /**
     * These commands.
     *
     * @throws IllegalArgumentException if a verb or keyword is none, or is the server's own, or stands twice; the message names the class
     */
    public SmtpExtensions(Collection<? extends SmtpExtension> added) {
        for (SmtpExtension each : added) {
            try {
                addVerb(each);
                each.ehloKeyword().ifPresent(this::addAnnouncement);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "the SMTP command " + each.getClass().getName() + ": "
                                + Optional.ofNullable(e.getMessage()).orElseGet(e::toString),
                        e);
            }
        }
    }

    private void addVerb(SmtpExtension added) {
        String verb = added.verb().toUpperCase(Locale.ROOT);
        if (!VERB.matcher(verb).matches() || SmtpVerb.of(verb) != SmtpVerb.UNKNOWN || HTTP_METHODS.contains(verb)) {
            throw new IllegalArgumentException(
                    "its verb has to be letters and digits, no command of the server's, and no method of HTTP, found "
                            + quoted(verb));
        }
        SmtpExtension other = byVerb.put(verb, added);
        if (other != null) {
            throw new IllegalArgumentException(
                    "the verb " + verb + " is also that of " + other.getClass().getName());
        }
    }

    private void addAnnouncement(String line) {
        String keyword = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        if (line.length() > LONGEST_ANNOUNCEMENT || !ANNOUNCEMENT.matcher(line).matches()) {
            throw new IllegalArgumentException(
                    "its EHLO keyword has to be one line of a keyword and parameters (RFC 5321 4.1.1.1), found "
                            + quoted(line));
        }
        if (OWN_KEYWORDS.contains(keyword)) {
            throw new IllegalArgumentException("the EHLO keyword " + keyword + " is the server's own");
        }
        if (!announced.add(keyword)) {
            throw new IllegalArgumentException("the EHLO keyword " + keyword + " is announced by another command too");
        }
        keywords.add(line);
    }

    /** As a message can show it: a control character is a question mark. */
    private static String quoted(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    /** Each by its verb, in upper case. */
    public Map<String, SmtpExtension> byVerb() {
        return Map.copyOf(byVerb);
    }

    /** What EHLO announces of them. */
    public List<String> keywords() {
        return List.copyOf(keywords);
    }
}
