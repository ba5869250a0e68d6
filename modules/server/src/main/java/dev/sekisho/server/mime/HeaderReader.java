// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import dev.sekisho.policy.smtp.HeaderSyntax;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a message (RFC 5322 2.2) while its octets pass: what is decided on and what is stored come from this one reading.
 *
 * <p>Every octet is handed on as it is, but for the fields that are dropped. A line that is no field is reported, and reading goes on to the
 * first empty line, as far as any reader does. The name of a field is held until its end is seen; beyond that, memory is taken for the
 * authors and the Message-ID alone and has a bound, whatever comes. Used by one thread at a time.
 */
public final class HeaderReader {
    /** Where the octets go that are kept. */
    @FunctionalInterface
    public interface Kept {
        /** Takes the next of them. */
        void append(byte[] octets, int from, int to);
    }

    /** Octets that are kept of a Message-ID, with its folds. */
    private static final int MESSAGE_ID_OCTETS = 998;

    /** Only the server that delivers writes this (RFC 5321 4.4). */
    private static final Set<String> OF_DELIVERY = Set.of("return-path");
    /** Nobody but the author is to see who got blind copies (RFC 5322 3.6.3). */
    private static final Set<String> OF_SUBMISSION = Set.of("return-path", "bcc", "resent-bcc");

    private enum At {
        NAME,
        VALUE,
        BODY
    }

    private enum Role {
        OTHER,
        DROPPED,
        FROM,
        AUTHOR,
        MESSAGE_ID
    }

    private final Set<String> dropped;
    private final AuthorFields authors = new AuthorFields();
    private @Nullable ByteArrayOutputStream messageId;
    private final HeldFieldName name = new HeldFieldName();
    private At at = At.NAME;
    private Role role = Role.OTHER;
    private boolean firstLine = true;
    private boolean continuing;
    private boolean onlyBlanks;
    private boolean firstLineContinues;
    private boolean fromIsComplete;
    private boolean malformed;
    private int hops;

    private HeaderReader(Set<String> dropped) {
        this.dropped = dropped;
    }

    /** Of mail from elsewhere: Return-Path is dropped. */
    public static HeaderReader ofMail() {
        return new HeaderReader(OF_DELIVERY);
    }

    /** Of mail from a user who logged in: Bcc and Resent-Bcc are dropped too. */
    public static HeaderReader ofSubmission() {
        return new HeaderReader(OF_SUBMISSION);
    }

    /** Reads the next octets of the message, however they are cut. */
    public void read(byte[] octets, int from, int to, Kept kept) {
        int next = from;
        while (next < to && at != At.BODY) {
            next = at == At.NAME ? name(octets, next, to, kept) : value(octets, next, to, kept);
        }
        if (next < to) {
            kept.append(octets, next, to);
        }
    }

    /** The message is complete. */
    public void end(Kept kept) {
        if (!name.isEmpty()) {
            role = Role.OTHER;
            malformed = true;
            release(kept);
        }
        at = At.BODY;
    }

    /** True if all that follows is text. */
    public boolean ended() {
        return at == At.BODY;
    }

    /** What the lines of the header are. */
    public HeaderSyntax form() {
        if (firstLineContinues) {
            return HeaderSyntax.FIRST_LINE_CONTINUES;
        }
        return malformed ? HeaderSyntax.MALFORMED : HeaderSyntax.SOUND;
    }

    /** How many Received fields there are. */
    public int hops() {
        return hops;
    }

    /** Who wrote the message. */
    public AuthorFields authors() {
        return authors;
    }

    /** What the first Message-ID field has, unfolded; empty if there is none, or nothing in it. */
    public Optional<String> messageId() {
        return Optional.ofNullable(messageId)
                .map(value -> value.toString(StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "")
                        .strip())
                .filter(value -> !value.isEmpty());
    }

    private int name(byte[] octets, int from, int to, Kept kept) {
        for (int next = from; next < to; next++) {
            byte octet = octets[next];
            if (name.isEmpty() && isBlank(octet)) {
                continues();
                return next;
            }
            name.hold(octet);
            if (octet == ':' || octet == '\n' || name.isFull()) {
                lineDecided(octet, kept);
                return next + 1;
            }
        }
        return to;
    }

    private void continues() {
        if (firstLine) {
            firstLineContinues = true;
        }
        continuing = true;
        onlyBlanks = true;
        at = At.VALUE;
    }

    private void lineDecided(byte last, Kept kept) {
        fromIsComplete |= role == Role.FROM;
        firstLine = false;
        continuing = false;
        if (last == '\n') {
            boolean empty = name.isEmptyLine();
            malformed |= !empty;
            at = empty ? At.BODY : At.NAME;
            role = Role.OTHER;
        } else {
            malformed |= last != ':' || name.malformed();
            at = At.VALUE;
            role = begin(name.text());
        }
        release(kept);
    }

    private void release(Kept kept) {
        if (role != Role.DROPPED) {
            name.release(kept);
        }
        name.clear();
    }

    /** A field begins. */
    private Role begin(String text) {
        if (dropped.contains(text)) {
            return Role.DROPPED;
        }
        return switch (text) {
            case "received" -> {
                hops++;
                yield Role.OTHER;
            }
            case "from" -> {
                authors.beginFrom();
                yield Role.FROM;
            }
            case "sender" -> {
                authors.beginSender();
                yield Role.AUTHOR;
            }
            case "resent-from", "resent-sender" -> {
                authors.beginResent();
                yield Role.AUTHOR;
            }
            case "message-id" -> {
                boolean first = messageId == null;
                messageId = first ? new ByteArrayOutputStream() : messageId;
                yield first ? Role.MESSAGE_ID : Role.OTHER;
            }
            default -> Role.OTHER;
        };
    }

    private int value(byte[] octets, int from, int to, Kept kept) {
        int next = from;
        while (next < to && at == At.VALUE) {
            byte octet = octets[next++];
            if (octet == '\n') {
                at = At.NAME;
                // A reader that takes this for the end of the header has to have seen the author.
                malformed |= continuing && onlyBlanks && !fromIsComplete;
                firstLine = false;
            } else {
                onlyBlanks &= isBlank(octet) || octet == '\r';
            }
        }
        if (role != Role.DROPPED) {
            kept.append(octets, from, next);
        }
        if (role == Role.FROM || role == Role.AUTHOR) {
            authors.collect(octets, from, next);
        }
        if (role == Role.MESSAGE_ID && messageId != null) {
            messageId.write(octets, from, Math.min(next - from, MESSAGE_ID_OCTETS - messageId.size()));
        }
        return next;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
