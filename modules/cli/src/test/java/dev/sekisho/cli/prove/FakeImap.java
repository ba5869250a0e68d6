// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.cli.prove.FakeServer.Answer;
import dev.sekisho.cli.prove.FakeServer.Answer.Then;
import java.util.Set;

/** An IMAP server that serves nothing but what the contract's rows say, but for the flaws that it is given. */
final class FakeImap implements FakeServer.Brain {
    enum Flaw {
        LISTS_STARTTLS,
        OPENS_MAILBOXES_FOR_ANYONE
    }

    private final Set<Flaw> flaws;
    private boolean loggedIn;
    private int failed;
    private String awaiting = "";

    FakeImap(Flaw... flaws) {
        this.flaws = Set.of(flaws);
    }

    @Override
    public String greeting() {
        return "* OK fake IMAP4rev1";
    }

    @Override
    public void tlsBegan(boolean certificateShown) {
        loggedIn = false;
    }

    @Override
    public Answer answer(String line) {
        if (!awaiting.isEmpty()) {
            String tag = awaiting;
            awaiting = "";
            return logIn(tag, line.equals(SmtpDialect.plain(FakeSmtp.USER, FakeSmtp.PASSWORD)));
        }
        String[] words = line.split(" ", 3);
        String tag = words[0];
        return switch (words.length > 1 ? words[1] : "") {
            case "CAPABILITY" ->
                Answer.of("* CAPABILITY IMAP4rev2 IMAP4rev1 AUTH=PLAIN"
                        + (flaws.contains(Flaw.LISTS_STARTTLS) ? " STARTTLS" : "") + "\r\n" + tag + " OK done");
            case "SELECT" -> Answer.of(tag + open(words, loggedIn || flaws.contains(Flaw.OPENS_MAILBOXES_FOR_ANYONE)));
            case "EXAMINE" -> Answer.of(tag + open(words, loggedIn));
            case "CREATE", "DELETE" -> Answer.of(tag + (loggedIn && words.length > 2 ? " NO not this one" : " BAD"));
            case "LOGIN" ->
                loggedIn || words[2].endsWith("}")
                        ? Answer.of(tag + " BAD not now")
                        : logIn(tag, words[2].equals("\"" + FakeSmtp.USER + "\" \"" + FakeSmtp.PASSWORD + "\""));
            case "AUTHENTICATE" -> {
                awaiting = tag;
                yield Answer.of("+ ");
            }
            case "LOGOUT" -> new Answer("* BYE\r\n" + tag + " OK bye", Then.CLOSE);
            default -> Answer.of(tag + " BAD unknown");
        };
    }

    private static String open(String[] words, boolean allowed) {
        if (words.length < 3) {
            return " BAD which mailbox";
        }
        if (!allowed) {
            return " BAD log in first";
        }
        return words[2].equals("INBOX") ? " OK selected" : " NO";
    }

    private Answer logIn(String tag, boolean right) {
        loggedIn = right;
        if (right) {
            return Answer.of(tag + " OK welcome");
        }
        failed++;
        return failed < 3
                ? Answer.of(tag + " NO [AUTHENTICATIONFAILED] wrong")
                : new Answer("* BYE too many\r\n" + tag + " NO wrong", Then.CLOSE);
    }
}
