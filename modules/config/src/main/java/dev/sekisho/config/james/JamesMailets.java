// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.xml.XmlElement;
import java.util.Map;
import java.util.Optional;

/** James' mailets that have another in their place here, and the repositories that mailets name. */
public final class JamesMailets {
    private static final String PACKAGE = "org.apache.james.";
    private static final String NOT_SERVED = "remove it, and its processor if nothing else is in it";

    /** What is found in their place, by the name without James' package. */
    private static final Map<String, String> REPLACED = Map.ofEntries(
            Map.entry(
                    "RemoteDelivery",
                    "write <mailet match=\"All\" class=\"dev.sekisho.relay.Relay\"/>: servers, TLS, logins, retries and notices are"
                            + " those of relay.xml"),
            Map.entry("Sieve", NOT_SERVED + ": Sieve scripts are not run"),
            Map.entry("VacationMailet", NOT_SERVED + ": absence notices belong to JMAP, which is not available"),
            Map.entry("ContactExtractor", NOT_SERVED + ": contacts belong to JMAP, which is not available"),
            Map.entry("ICalendarParser", NOT_SERVED + ": calendars are not available"),
            Map.entry("ICALToHeader", NOT_SERVED + ": calendars are not available"),
            Map.entry("ICALToJsonAttribute", NOT_SERVED + ": calendars are not available"),
            Map.entry("TextCalendarBodyToAttachment", NOT_SERVED + ": calendars are not available"),
            Map.entry("AmqpForwardAttribute", NOT_SERVED + ": message brokers are not available"),
            Map.entry(
                    "ToRecipientFolder",
                    "write <mailet match=\"RecipientIsLocal\" class=\"dev.sekisho.server.mailet.DeliverLocally\"/>"),
            Map.entry("SpamAssassin", NOT_SERVED + ": call a filter with your own mailet, or through port 10025"),
            Map.entry("ClamAVScan", NOT_SERVED + ": call a filter with your own mailet, or through port 10025"));

    /** Those that work, where one of Sekisho's own does the same and more. */
    private static final Map<String, String> BETTER = Map.of(
            "LocalDelivery",
            "dev.sekisho.server.mailet.DeliverLocally stores the message unchanged, in the transaction that removes the mail"
                    + " from the queue, and checks quotas",
            "RecipientRewriteTable",
            "dev.sekisho.server.mailet.RewriteRecipients does the same and keeps what DSNs need");

    private JamesMailets() {}

    public static void check(XmlElement mailet, ProblemList problems) {
        mailet.attribute("class").map(JamesMailets::simple).ifPresent(name -> {
            Optional.ofNullable(REPLACED.get(name))
                    .ifPresent(instead -> problems.refuse(
                            mailet.position(), "", "the mailet " + name + " of James is not available", instead));
            Optional.ofNullable(BETTER.get(name))
                    .ifPresent(better -> problems.note(mailet.position(), "", "James' mailet " + name, better));
        });
        mailet.children("repositoryPath").forEach(path -> repository(path, problems));
    }

    /** {@code file://} is what James' own files say. */
    static void repository(XmlElement path, ProblemList problems) {
        String text = path.text();
        int end = text.indexOf("://");
        String scheme = end < 0 ? "" : text.substring(0, end);
        if (path.fromEnvironment() || scheme.equals("store")) {
            return;
        }
        String kept = "store://" + text.substring(end < 0 ? 0 : end + "://".length());
        if (scheme.equals("file")) {
            problems.warn(
                    path.position(),
                    "",
                    "<" + path.name() + "> " + text + " is read as " + kept
                            + ": mail is kept in the store ('sekisho repository'); mail in James' files is not read",
                    "write " + kept);
        } else {
            problems.refuse(
                    path.position(),
                    "",
                    "<" + path.name() + "> " + text + " is not a known kind of repository",
                    "write " + kept);
        }
    }

    private static String simple(String className) {
        return className.startsWith(PACKAGE) ? className.substring(className.lastIndexOf('.') + 1) : className;
    }
}
