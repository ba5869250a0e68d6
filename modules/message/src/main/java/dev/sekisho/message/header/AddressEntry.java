// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry of an address field while it is read: the words, and whether they are an address so far. */
final class AddressEntry {
    private static final RawText EMPTY = new RawText("");

    private final StringBuilder name = new StringBuilder();
    private AddressSpec spec = new AddressSpec();
    private boolean inAngle;
    private @Nullable String route;
    private String comment = "";

    /** Adds a token, to the name and to the address: which of them it is, is known at the end. */
    void add(AddressTokens token) {
        if (!inAngle) {
            if (token.isSpaced() && name.length() > 0) {
                name.append(' ');
            }
            name.append(token.text());
        }
        spec.add(token);
    }

    /** What came before is a name; what follows is an address. */
    void startAngle() {
        inAngle = true;
        spec = new AddressSpec();
    }

    boolean isRoute() {
        return spec.isRoute();
    }

    void endRoute() {
        route = spec.text().replace(" ", "");
        spec = new AddressSpec();
    }

    /** A closing bracket within the entry that nothing has opened. */
    void strayBracket() {
        name.append('>');
        spec.refuse();
    }

    /** A word directly behind the bracket, or no bracket: the address may go on. */
    void refuseAddress() {
        spec.refuse();
    }

    /** A comment outside of the angle brackets; of several, the last. */
    void comment(String text) {
        comment = text.isEmpty() ? comment : text;
    }

    /** Whether all so far are words, so that a colon can make them the name of a group. */
    boolean isPhrase() {
        return !inAngle && !name.isEmpty() && !spec.hasAt();
    }

    String phrase() {
        return name.toString();
    }

    /** Nothing if the entry says nothing at all. */
    Optional<Mailbox> toMailbox() {
        boolean readable =
                inAngle ? spec.isAddress() || spec.isLocalPart() : spec.isAddress() || spec.isPlainLocalPart();
        String shown = shown(readable);
        if (shown.isEmpty() && !readable) {
            return Optional.empty();
        }
        RawText display = shown.isEmpty() ? null : new RawText(shown);
        RawText source = route == null || !readable ? null : new RawText(route);
        RawText localPart = readable ? new RawText(spec.localPart()) : EMPTY;
        RawText domain = readable ? new RawText(spec.domain()) : EMPTY;
        return Optional.of(new Mailbox(display, source, localPart, domain));
    }

    /** The display name; else the comment, as in {@code john@example.org (John)}; else what is no address. */
    private String shown(boolean readable) {
        if (inAngle && !name.isEmpty()) {
            return name.toString();
        }
        if (readable || name.isEmpty() && spec.text().isEmpty()) {
            return comment;
        }
        return inAngle ? spec.text() : name.toString();
    }
}
