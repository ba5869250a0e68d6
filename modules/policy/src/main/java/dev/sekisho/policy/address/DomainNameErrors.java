// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult.Rejected;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with what was to be a domain, and what to write instead. */
final class DomainNameErrors {
    static final String WANTED = "write one such as example.org";

    private static final int LONGEST_LABEL = 63;

    private DomainNameErrors() {}

    /** Of the text as somebody wrote it: what is no name at all, but something around one. */
    static Optional<Rejected<DomainName>> inWriting(String written) {
        if (written.isEmpty()) {
            return refused("is empty", WANTED);
        }
        Optional<Rejected<DomainName>> unseen = written.codePoints()
                .filter(DomainNameErrors::isUnseen)
                .boxed()
                .findFirst()
                .flatMap(c -> refused(
                        String.format(Locale.ROOT, "has the character U+%04X", c),
                        String.format(Locale.ROOT, "remove the invisible character U+%04X", c)));
        if (unseen.isPresent()) {
            return unseen;
        }
        if (written.contains("://")) {
            String scheme = written.substring(0, written.indexOf("://") + 3);
            return refused("is an address of the web", "write the name alone, without " + scheme);
        }
        if (written.startsWith("@")) {
            return refused("begins with an @", "write the domain without the @ before it");
        }
        if (written.contains("@")) {
            return refused("has an @", "write only the domain, which is the part after the @");
        }
        if (written.startsWith("[")) {
            return refused("is an address literal and no name", "write a name, without brackets, such as example.org");
        }
        return written.contains(" ")
                ? refused("has a blank", "write the name alone, without blanks")
                : foreignAscii(written.toLowerCase(Locale.ROOT));
    }

    /** Controls, and what comes along when something is copied from a web page; joiners have their places (RFC 5892 A.1, A.2). */
    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return c != ' '
                && c != 0x200c
                && c != 0x200d
                && (type == Character.SPACE_SEPARATOR || type == Character.FORMAT || type == Character.CONTROL);
    }

    /** Of a name in ASCII and lower case, without the dot at its end. */
    static Optional<Rejected<DomainName>> inAscii(String name) {
        if (name.length() > DomainName.LONGEST) {
            return refused(
                    "has " + name.length() + " octets, and a domain can have " + DomainName.LONGEST
                            + " (RFC 5321 4.5.3.1.2)",
                    WANTED);
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            Optional<Rejected<DomainName>> fault = inLabel(label);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9')
                ? refused("ends in a number, so it is an IP address or invalid", "write a name, such as example.org")
                : Optional.empty();
    }

    private static Optional<Rejected<DomainName>> inLabel(String label) {
        if (label.isEmpty()) {
            return refused("has a dot without a name before it", WANTED);
        }
        if (label.length() > LONGEST_LABEL) {
            return refused("has a label of " + label.length() + " octets, and the DNS allows " + LONGEST_LABEL, WANTED);
        }
        if (label.startsWith("-") || label.endsWith("-")) {
            return refused(
                    "has a label that begins or ends with a hyphen (RFC 1123 2.1)", "write it without that hyphen");
        }
        return label.codePoints()
                .filter(c -> !inHostNames(c))
                .boxed()
                .findFirst()
                .flatMap(DomainNameErrors::foreign);
    }

    private static Optional<Rejected<DomainName>> foreignAscii(String text) {
        return text.codePoints()
                .filter(c -> c < 0x80 && c != '.' && !inHostNames(c))
                .boxed()
                .findFirst()
                .flatMap(DomainNameErrors::foreign);
    }

    private static boolean inHostNames(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    private static Optional<Rejected<DomainName>> foreign(int character) {
        String found = character == '_' ? "has an underscore" : "has " + EscapedText.character(character);
        return refused(
                found + ", and SMTP allows only letters, digits and hyphens (RFC 5321 4.1.2)",
                character == '_' ? "write a hyphen if the domain has one" : WANTED);
    }

    private static Optional<Rejected<DomainName>> refused(String fault, String wanted) {
        return Optional.of(new Rejected<>(fault, wanted));
    }
}
