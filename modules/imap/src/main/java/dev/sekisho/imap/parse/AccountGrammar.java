// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.command.MetadataDepth;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.ResponseCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The arguments of the commands on quota (RFC 9208 7) and metadata (RFC 5464 5). */
final class AccountGrammar {
    private AccountGrammar() {}

    static AccountCommand.GetQuota getQuota(Tokens tokens) throws SyntaxException {
        tokens.cursor().blank();
        return new AccountCommand.GetQuota(tokens.astring("a quota root"));
    }

    static AccountCommand.SetQuota setQuota(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        String root = tokens.astring("a quota root");
        cursor.blank();
        cursor.expect('(');
        Map<String, Long> limits = new LinkedHashMap<>();
        while (!cursor.take(')')) {
            if (!limits.isEmpty()) {
                cursor.blank();
            }
            String resource = cursor.atom("a resource");
            cursor.blank();
            limits.put(resource, tokens.number64("a limit"));
        }
        return new AccountCommand.SetQuota(root, limits);
    }

    static AccountCommand.GetMetadata getMetadata(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        OptionalLong maxSize = OptionalLong.empty();
        MetadataDepth depth = MetadataDepth.ZERO;
        if (cursor.take('(')) {
            do {
                if (cursor.takeWord("MAXSIZE")) {
                    cursor.blank();
                    maxSize = OptionalLong.of(tokens.number("a size"));
                } else {
                    depth = depth(tokens);
                }
            } while (cursor.take(' '));
            cursor.expect(')');
            cursor.blank();
        }
        Optional<MailboxName> mailbox = mailboxOrServer(tokens);
        cursor.blank();
        return new AccountCommand.GetMetadata(mailbox, maxSize, depth, entries(tokens));
    }

    private static MetadataDepth depth(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        if (!cursor.takeWord("DEPTH")) {
            throw cursor.unexpected("MAXSIZE or DEPTH");
        }
        cursor.blank();
        if (cursor.takeWord("0")) {
            return MetadataDepth.ZERO;
        }
        if (cursor.takeWord("1")) {
            return MetadataDepth.ONE;
        }
        if (cursor.takeWord("INFINITY")) {
            return MetadataDepth.INFINITY;
        }
        throw cursor.unexpected("0, 1 or infinity");
    }

    private static List<String> entries(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        List<String> entries = new ArrayList<>();
        if (!cursor.take('(')) {
            return List.of(entry(tokens));
        }
        do {
            entries.add(entry(tokens));
        } while (cursor.take(' '));
        cursor.expect(')');
        return entries;
    }

    static AccountCommand.SetMetadata setMetadata(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        Optional<MailboxName> mailbox = mailboxOrServer(tokens);
        cursor.blank();
        cursor.expect('(');
        Map<String, Optional<String>> entries = new LinkedHashMap<>();
        do {
            String entry = entry(tokens);
            cursor.blank();
            entries.put(entry, tokens.nstring());
        } while (cursor.take(' '));
        cursor.expect(')');
        return new AccountCommand.SetMetadata(mailbox, entries);
    }

    /** An empty name stands for the server (RFC 5464 4.2). */
    private static Optional<MailboxName> mailboxOrServer(Tokens tokens) throws SyntaxException {
        String name = tokens.astring("a mailbox name");
        return name.isEmpty() ? Optional.empty() : Optional.of(tokens.mailbox(name, ResponseCode.NONEXISTENT));
    }

    /** RFC 5464 3.2: a slash at the beginning, none at the end, none beside another, no wildcards. */
    private static String entry(Tokens tokens) throws SyntaxException {
        String entry = tokens.astring("a metadata entry").toLowerCase(Locale.ROOT);
        boolean valid = entry.startsWith("/private/") || entry.startsWith("/shared/");
        boolean clean = !entry.endsWith("/")
                && !entry.contains("//")
                && entry.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '*' && c != '%');
        if (!valid || !clean) {
            throw tokens.cursor().unexpected("a metadata entry below /private or /shared before this");
        }
        return entry;
    }
}
