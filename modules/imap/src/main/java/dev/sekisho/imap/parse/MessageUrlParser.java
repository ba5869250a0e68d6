// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.fetch.MessageUrl;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads relative IMAP URLs of messages (RFC 5092 11, {@code iabsolute-path} and {@code irelative-path}), which CATENATE has (RFC 4469 3). Others, which
 * name a server, a search or an authorization, are not read.
 */
public final class MessageUrlParser {
    /** enc-mailbox and enc-section have neither of {@code ;}, {@code ?} and {@code #} but percent-encoded. */
    private static final Pattern URL = Pattern.compile(
            "(?:/?(?<mailbox>[^;?#/][^;?#]*+)(?:;UIDVALIDITY=(?<validity>[0-9]{1,10})/)?)?;UID=(?<uid>[0-9]{1,10})"
                    + "(?:/;SECTION=(?<section>[^;?#]++))?(?:;PARTIAL=(?<from>[0-9]{1,10})(?:\\.(?<length>[0-9]{1,10}))?)?",
            Pattern.CASE_INSENSITIVE);

    private MessageUrlParser() {}

    /** The message that a URL names; empty if it is none of these URLs. */
    public static Optional<MessageUrl> parse(String url) {
        Matcher found = URL.matcher(url.replaceAll("(?i)/;PARTIAL=", ";PARTIAL="));
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MessageUrl(
                    mailbox(found.group("mailbox"), found.group("validity") == null),
                    positive(found.group("validity")),
                    positive(found.group("uid")).orElseThrow(),
                    section(found.group("section")),
                    partial(found.group("from"), found.group("length"))));
        } catch (SyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Without a UIDVALIDITY, the slash behind the name was read with it. */
    private static Optional<MailboxName> mailbox(@Nullable String encoded, boolean withSlash) throws SyntaxException {
        if (encoded == null) {
            return Optional.empty();
        }
        if (withSlash && !encoded.endsWith("/")) {
            throw SyntaxException.bad("found no slash behind the name of a mailbox");
        }
        String name = decoded(withSlash ? encoded.substring(0, encoded.length() - 1) : encoded);
        return Optional.of(MailboxName.of(name).orElseThrow(() -> SyntaxException.bad("found no name of a mailbox")));
    }

    private static OptionalLong positive(@Nullable String digits) throws SyntaxException {
        if (digits == null) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(digits);
        if (number == 0 || number > NumberRanges.LARGEST) {
            throw SyntaxException.bad("found " + digits + "; expected a number of 32 bits");
        }
        return OptionalLong.of(number);
    }

    private static Section section(@Nullable String encoded) throws SyntaxException {
        if (encoded == null) {
            return Section.WHOLE;
        }
        byte[] octets = (decoded(encoded) + "]").getBytes(StandardCharsets.UTF_8);
        CommandText text = new CommandText();
        text.append(ByteBuffer.wrap(octets), octets.length);
        Cursor cursor = new Cursor(text, octets.length, false);
        Section section = new SectionGrammar(new Tokens(cursor, new ParserOptions(true, '/'))).section();
        if (!cursor.atEnd()) {
            throw cursor.unexpected("the end of a section");
        }
        return section;
    }

    private static Optional<Partial> partial(@Nullable String from, @Nullable String length) throws SyntaxException {
        if (from == null) {
            return Optional.empty();
        }
        return Optional.of(new Partial(Long.parseLong(from), positive(length).orElse(Long.MAX_VALUE)));
    }

    /** Percent-encoded UTF-8 (RFC 3986 2.1). */
    private static String decoded(String encoded) throws SyntaxException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        byte[] given = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                octets.write(given[i]);
                continue;
            }
            int high = i + 2 <= given.length - 1 ? Character.digit(given[i + 1], 16) : -1;
            int low = i + 2 <= given.length - 1 ? Character.digit(given[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw SyntaxException.bad("found % that no two hexadecimal digits follow");
            }
            octets.write(16 * high + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw SyntaxException.bad("found what is no UTF-8");
        }
    }
}
