// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import dev.sekisho.cli.terminal.HumanDuration;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.mail.EnvelopeSummary;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Repositories and their mail for people.
 *
 * @param now the time, from which ages are counted
 */
record RepositoryText(Instant now) {
    private static final int LONGEST_ERROR = 100;

    static List<String> table(List<RepositoryAdmin.Repository> repositories) {
        TextTable table = new TextTable("REPOSITORY", "MAILS", "OCTETS");
        repositories.forEach(each -> table.add(
                PrintableText.line(each.path()), String.valueOf(each.mails()), String.valueOf(each.octets())));
        return table.lines();
    }

    /** A page of the listing, with its own heads. */
    List<String> mails(List<RepositoryMail> page) {
        TextTable table = new TextTable("KEY", "AGE", "FROM", "TO", "SIZE", "ERROR");
        for (RepositoryMail mail : page) {
            EnvelopeSummary envelope = mail.mail().details();
            table.add(
                    PrintableText.line(mail.key()),
                    age(mail),
                    sender(mail),
                    PrintableText.addresses(envelope.recipients()),
                    String.valueOf(mail.size()),
                    envelope.error()
                            .map(error -> PrintableText.start(error, LONGEST_ERROR))
                            .orElse("-"));
        }
        return table.lines();
    }

    List<String> show(RepositoryMail mail, MessageHeader header) {
        EnvelopeSummary envelope = mail.mail().details();
        List<String> lines = new ArrayList<>();
        lines.add("mail      " + PrintableText.line(mail.key()) + " in " + PrintableText.line(mail.repository()) + ", "
                + mail.size() + " octets");
        lines.add("from      " + sender(mail));
        envelope.recipients().forEach(recipient -> lines.add("to        " + PrintableText.address(recipient)));
        envelope.remoteAddress()
                .ifPresent(address -> lines.add(
                        "came from " + PrintableText.line(envelope.remoteHost().orElse(address)) + " ("
                                + PrintableText.line(address) + ")"));
        lines.add("kept      " + mail.added() + " (" + age(mail) + " ago)");
        envelope.processor().ifPresent(name -> lines.add("processor " + PrintableText.line(name)));
        envelope.error()
                .ifPresent(error -> error.lines().forEach(line -> lines.add("error     " + PrintableText.line(line))));
        envelope.attributes()
                .forEach((name, value) ->
                        lines.add("attribute " + PrintableText.line(name) + ": " + PrintableText.line(value)));
        lines.add("");
        header.lines().forEach(line -> lines.add(PrintableText.line(line)));
        if (!header.whole()) {
            lines.add("(the header continues; 'repository export' has all of it)");
        }
        return lines;
    }

    /** To be sure that it is the right one. */
    String inShort(RepositoryMail mail) {
        return "mail " + PrintableText.line(mail.key()) + " (" + age(mail) + " old, from " + sender(mail) + " to "
                + PrintableText.addresses(mail.mail().details().recipients()) + ")";
    }

    private String age(RepositoryMail mail) {
        return HumanDuration.of(Duration.between(mail.added(), now));
    }

    private static String sender(RepositoryMail mail) {
        return PrintableText.address(Optional.ofNullable(mail.mail().sender()).orElse(""));
    }
}
