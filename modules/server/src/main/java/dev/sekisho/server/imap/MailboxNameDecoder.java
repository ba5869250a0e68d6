// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.imap.api.ImapConstants;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.message.request.ListRequest;
import org.apache.james.imap.message.request.LsubRequest;

/**
 * Mailbox names as they stand on the wire, in modified UTF-7 (RFC 3501 5.1.3). The engine's own decoder throws an {@link Error}, or leaves
 * its tables, at what is none.
 */
final class MailboxNameDecoder {
    /** Octets in base64 between an ampersand and a hyphen; what follows an ampersand that begins none of these. */
    private static final Pattern SHIFT = Pattern.compile("&(?:([A-Za-z0-9+,]*)-)?");

    private MailboxNameDecoder() {}

    /** The name that is meant; empty if it cannot be decoded. INBOX is INBOX however it is written (RFC 3501 5.1). */
    static Optional<String> decode(String name) {
        StringBuilder decoded = new StringBuilder();
        Matcher shift = SHIFT.matcher(name);
        while (shift.find()) {
            Optional<String> text = Optional.ofNullable(shift.group(1)).flatMap(MailboxNameDecoder::text);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            shift.appendReplacement(decoded, Matcher.quoteReplacement(text.get()));
        }
        shift.appendTail(decoded);
        String whole = decoded.toString();
        return Optional.of(whole.equalsIgnoreCase(ImapConstants.INBOX_NAME) ? ImapConstants.INBOX_NAME : whole);
    }

    /** What stands in one shift: UTF-16 in base64 without padding, whose unused bits are zero. */
    private static Optional<String> text(String shifted) {
        if (shifted.isEmpty()) {
            return Optional.of("&");
        }
        try {
            byte[] base64 = shifted.replace(',', '/').getBytes(StandardCharsets.US_ASCII);
            byte[] octets = Base64.getDecoder().decode(base64);
            byte[] again = Base64.getEncoder().withoutPadding().encode(octets);
            return Arrays.equals(base64, again)
                    ? Optional.of(StandardCharsets.UTF_16BE
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString())
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException undecodable) {
            return Optional.empty();
        }
    }

    /** True of INBOX, however it is written, with its namespace or without, and whatever delimiters follow. */
    static boolean isInbox(String decoded) {
        return decoded.replaceFirst("^#private[./]", "")
                .replaceFirst("[./]+$", "")
                .equalsIgnoreCase(ImapConstants.INBOX_NAME);
    }

    /** True if a listing is asked for of names that cannot be: what cannot be decoded names no mailbox. */
    static boolean listsNothing(ImapMessage message) {
        if (message instanceof ListRequest list) {
            return !decodable(list.getBaseReferenceName(), list.getMailboxPattern());
        }
        return message instanceof LsubRequest lsub && !decodable(lsub.getBaseReferenceName(), lsub.getMailboxPattern());
    }

    private static boolean decodable(String reference, String pattern) {
        return Stream.of(reference, pattern).allMatch(name -> decode(name).isPresent());
    }
}
