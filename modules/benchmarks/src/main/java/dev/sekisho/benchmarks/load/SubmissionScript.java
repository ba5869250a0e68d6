// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.TestAccount;
import java.util.List;

/** Logs in and sends a number of messages, one command at a time, each to one recipient. */
public final class SubmissionScript implements ClientScript {
    private final TestAccount sender;
    private final List<String> recipients;
    private final TestMessage message;
    private State state = State.GREETING;
    private int sent;

    private enum State {
        GREETING("220"),
        EHLO("250"),
        AUTH("235"),
        MAIL("250"),
        RCPT("250"),
        DATA("354"),
        BODY("250"),
        QUIT("221");

        private final String expected;

        State(String expected) {
            this.expected = expected;
        }
    }

    /** @param recipients the address that each message goes to */
    public SubmissionScript(TestAccount sender, List<String> recipients, TestMessage message) {
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.message = message;
    }

    @Override
    public void line(String line, Talk talk) {
        if (line.length() > 3 && line.charAt(3) == '-') {
            return;
        }
        if (!line.startsWith(state.expected)) {
            talk.fail("SMTP, in the state " + state + ": wanted " + state.expected + ", got " + line);
            return;
        }
        switch (state) {
            case GREETING -> say(talk, State.EHLO, "EHLO client.example.org");
            case EHLO -> say(talk, State.AUTH, "AUTH PLAIN " + sender.plain());
            case AUTH -> nextMessage(talk);
            case MAIL -> say(talk, State.RCPT, "RCPT TO:<" + recipients.get(sent) + ">");
            case RCPT -> say(talk, State.DATA, "DATA");
            case DATA -> {
                state = State.BODY;
                talk.send(message.from(sender));
            }
            case BODY -> {
                sent++;
                nextMessage(talk);
            }
            case QUIT -> talk.done();
        }
    }

    private void nextMessage(Talk talk) {
        if (sent < recipients.size()) {
            say(talk, State.MAIL, "MAIL FROM:<" + sender.address() + ">");
        } else {
            say(talk, State.QUIT, "QUIT");
        }
    }

    private void say(Talk talk, State next, String line) {
        state = next;
        talk.send(line);
    }
}
