// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.imap;

import dev.sekisho.benchmarks.load.ImapClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of the table. */
final class ImapRows {
    private static final int CHANGED = 100;
    private static final String FIELDS = "BODY.PEEK[HEADER.FIELDS (FROM TO CC SUBJECT DATE MESSAGE-ID)]";
    private static final Pattern MODSEQ = Pattern.compile("\\[HIGHESTMODSEQ (\\d+)]");
    private static final Pattern VALIDITY = Pattern.compile("\\[UIDVALIDITY (\\d+)]");

    private final int all;
    private final int some;
    private final int warm;

    /**
     * @param all messages of the mailbox
     * @param some messages of the rows that are about some of them, and of APPEND
     * @param warm so many messages are appended before APPEND is measured
     */
    ImapRows(int all, int some, int warm) {
        this.all = all;
        this.some = Math.min(all, some);
        this.warm = warm;
    }

    List<ImapRow> rows() {
        List<ImapRow> rows = new ArrayList<>();
        rows.add(ImapRow.of("FETCH FLAGS of all", "FETCH 1:* (FLAGS)", all));
        rows.add(ImapRow.of("FETCH FLAGS and SIZE of all", "FETCH 1:* (FLAGS RFC822.SIZE)", all));
        rows.add(ImapRow.of("FETCH ENVELOPE of all", "FETCH 1:* (ENVELOPE)", all));
        rows.add(ImapRow.of("FETCH six header fields of all", "FETCH 1:* (" + FIELDS + ")", all));
        rows.add(
                ImapRow.of("FETCH BODYSTRUCTURE of %,d".formatted(some), "FETCH 1:" + some + " (BODYSTRUCTURE)", some));
        rows.add(ImapRow.of("FETCH BODY[] of %,d".formatted(some), "FETCH 1:" + some + " (BODY.PEEK[])", some));
        rows.add(ImapRow.found("SEARCH SUBJECT", "SEARCH SUBJECT quarterly"));
        rows.add(ImapRow.found("SEARCH FROM", "SEARCH FROM \"carol\""));
        rows.add(ImapRow.found("SEARCH UNSEEN", "SEARCH UNSEEN"));
        rows.add(ImapRow.found("SEARCH BODY", "SEARCH BODY xylophone"));
        rows.add(ImapRow.found("SEARCH TEXT", "SEARCH TEXT zeppelin"));
        rows.add(ImapRow.found("SEARCH of Japanese text", "SEARCH CHARSET UTF-8 TEXT " + literal("見積")));
        rows.add(ImapRow.selected("STORE of all", this::store));
        rows.add(ImapRow.selected("SELECT", client -> () -> {
            client.run("SELECT INBOX");
            return "";
        }));
        rows.add(ImapRow.selected("SELECT with QRESYNC", this::resynchronise));
        rows.add(ImapRow.found("SORT (DATE)", "SORT (DATE) UTF-8 ALL"));
        rows.add(ImapRow.found("SORT (SUBJECT)", "SORT (SUBJECT) UTF-8 ALL"));
        rows.add(ImapRow.found("THREAD REFERENCES", "THREAD REFERENCES UTF-8 ALL"));
        rows.add(new ImapRow("APPEND of %,d".formatted(some), this::append, warm / some));
        return rows;
    }

    /** A literal that does not wait. */
    private static String literal(String text) {
        return "{" + text.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + text;
    }

    /** A flag that no message has is given to all, and taken from all: two commands. */
    private ImapRow.Work store(ImapClient client) {
        return () -> {
            for (String change : List.of("+FLAGS", "-FLAGS")) {
                int told = client.run("STORE 1:* " + change + " (\\Answered)").untagged();
                if (told != all) {
                    throw new IOException("STORE has told of " + told + " messages of " + all);
                }
            }
            return "";
        };
    }

    /** The client was away while some messages were flagged. */
    private ImapRow.Work resynchronise(ImapClient client) throws IOException {
        client.run("ENABLE QRESYNC");
        String state = client.run("SELECT INBOX").beginning();
        String known = "SELECT INBOX (QRESYNC (" + group(VALIDITY, state) + " " + group(MODSEQ, state) + "))";
        client.run("STORE 1:" + CHANGED + " +FLAGS.SILENT ($Seen2)");
        client.run("STORE 1:" + CHANGED + " -FLAGS.SILENT ($Seen2)");
        return () -> {
            int told = client.run(known).untagged();
            if (told < CHANGED) {
                throw new IOException("SELECT has told " + told + " lines; the " + CHANGED + " changes are expected");
            }
            return "";
        };
    }

    private static String group(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("wanted " + pattern + ", got:\n" + text);
        }
        return matcher.group(1);
    }

    /** Messages one by one, each answered before the next is sent. */
    private ImapRow.Work append(ImapClient client) throws IOException {
        MailboxFilling filling = new MailboxFilling(client);
        return new ImapRow.Work() {
            @Override
            public String once() throws IOException {
                for (int number = 0; number < some; number++) {
                    filling.append("Scratch", number, 1);
                }
                return "";
            }

            @Override
            public void restore() throws IOException {
                filling.empty("Scratch");
            }
        };
    }
}
