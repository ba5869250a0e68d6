// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import dev.sekisho.cli.Age;
import dev.sekisho.cli.Shown;
import dev.sekisho.cli.TextTable;
import dev.sekisho.store.mail.Envelope;
import dev.sekisho.store.repository.KeptMail;
import dev.sekisho.store.repository.RepositoryDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Repositories and their mail for people.
 *
 * @param now the time, which others are told from
 */
record KeptText(Instant now) {
    private static final int LONGEST_ERROR = 100;

    static List<String> table(List<RepositoryDesk.Repository> repositories) {
        TextTable table = new TextTable("REPOSITORY", "MAILS", "OCTETS");
        repositories.forEach(each ->
                table.add(Shown.line(each.path()), String.valueOf(each.mails()), String.valueOf(each.octets())));
        return table.lines();
    }

    /** A page of the listing, with its own heads. */
    List<String> mails(List<KeptMail> page) {
        TextTable table = new TextTable("KEY", "AGE", "FROM", "TO", "SIZE", "ERROR");
        for (KeptMail mail : page) {
            Envelope envelope = mail.mail().details();
            table.add(
                    Shown.line(mail.key()),
                    age(mail),
                    sender(mail),
                    Shown.addresses(envelope.recipients()),
                    String.valueOf(mail.size()),
                    envelope.error()
                            .map(error -> Shown.start(error, LONGEST_ERROR))
                            .orElse("-"));
        }
        return table.lines();
    }

    List<String> show(KeptMail mail, Header header) {
        Envelope envelope = mail.mail().details();
        List<String> lines = new ArrayList<>();
        lines.add("mail      " + Shown.line(mail.key()) + " in " + Shown.line(mail.repository()) + ", " + mail.size()
                + " octets");
        lines.add("from      " + sender(mail));
        envelope.recipients().forEach(recipient -> lines.add("to        " + Shown.address(recipient)));
        envelope.remoteAddress()
                .ifPresent(address -> lines.add("came from "
                        + Shown.line(envelope.remoteHost().orElse(address)) + " (" + Shown.line(address) + ")"));
        lines.add("kept      " + mail.added() + " (" + age(mail) + " ago)");
        envelope.processor().ifPresent(name -> lines.add("processor " + Shown.line(name)));
        envelope.error().ifPresent(error -> error.lines().forEach(line -> lines.add("error     " + Shown.line(line))));
        envelope.attributes()
                .forEach((name, value) -> lines.add("attribute " + Shown.line(name) + ": " + Shown.line(value)));
        lines.add("");
        header.lines().forEach(line -> lines.add(Shown.line(line)));
        if (!header.whole()) {
            lines.add("(the header goes on; 'repository export' has all of it)");
        }
        return lines;
    }

    /** To be sure that it is the right one. */
    String inShort(KeptMail mail) {
        return "mail " + Shown.line(mail.key()) + " (" + age(mail) + " old, from " + sender(mail) + " to "
                + Shown.addresses(mail.mail().details().recipients()) + ")";
    }

    private String age(KeptMail mail) {
        return Age.of(Duration.between(mail.added(), now));
    }

    private static String sender(KeptMail mail) {
        return Shown.address(Optional.ofNullable(mail.mail().sender()).orElse(""));
    }
}
