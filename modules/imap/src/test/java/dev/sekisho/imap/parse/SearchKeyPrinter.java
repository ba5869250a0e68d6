// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchKeyVisitor;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes search keys as clients do. */
record SearchKeyPrinter(CommandPrinter.StringForms strings) implements SearchKeyVisitor<String> {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

    @Override
    public String and(SearchKey.And key) {
        if (key.keys().isEmpty()) {
            return "ALL";
        }
        return key.keys().stream().map(operand -> operand.accept(this)).collect(Collectors.joining(" ", "(", ")"));
    }

    @Override
    public String or(SearchKey.Or key) {
        return "OR " + key.left().accept(this) + " " + key.right().accept(this);
    }

    @Override
    public String not(SearchKey.Not key) {
        return "NOT " + key.key().accept(this);
    }

    @Override
    public String messages(SearchKey.Messages key) {
        return (key.uid() ? "UID " : "") + key.set();
    }

    @Override
    public String hasFlag(SearchKey.HasFlag key) {
        String name = key.flag().name();
        return key.flag().isSystem() ? name.substring(1) : "KEYWORD " + name;
    }

    @Override
    public String dated(SearchKey.Dated key) {
        String field =
                key.field() == SearchKey.DateField.INTERNAL ? "" : key.field().name();
        return field + key.relation() + " " + DAY.format(key.date());
    }

    @Override
    public String within(SearchKey.Within key) {
        return (key.younger() ? "YOUNGER " : "OLDER ") + key.seconds();
    }

    @Override
    public String sized(SearchKey.Sized key) {
        return (key.larger() ? "LARGER " : "SMALLER ") + key.octets();
    }

    @Override
    public String header(SearchKey.Header key) {
        return "HEADER " + strings.astring(key.field()) + " " + strings.astring(key.text());
    }

    @Override
    public String contains(SearchKey.Contains key) {
        return (key.withHeader() ? "TEXT " : "BODY ") + strings.astring(key.text());
    }

    @Override
    public String modSeq(SearchKey.ModSeq key) {
        return "MODSEQ " + key.atLeast();
    }

    @Override
    public String emailId(SearchKey.EmailId key) {
        return "EMAILID " + key.id();
    }

    @Override
    public String threadId(SearchKey.ThreadId key) {
        return "THREADID " + key.id();
    }
}
