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
    public void line(String line, ScriptDialogue dialogue) {
        if (line.length() > 3 && line.charAt(3) == '-') {
            return;
        }
        if (!line.startsWith(state.expected)) {
            dialogue.fail("SMTP, in the state " + state + ": wanted " + state.expected + ", got " + line);
            return;
        }
        switch (state) {
            case GREETING -> say(dialogue, State.EHLO, "EHLO client.example.org");
            case EHLO -> say(dialogue, State.AUTH, "AUTH PLAIN " + sender.plain());
            case AUTH -> nextMessage(dialogue);
            case MAIL -> say(dialogue, State.RCPT, "RCPT TO:<" + recipients.get(sent) + ">");
            case RCPT -> say(dialogue, State.DATA, "DATA");
            case DATA -> {
                state = State.BODY;
                dialogue.send(message.from(sender));
            }
            case BODY -> {
                sent++;
                nextMessage(dialogue);
            }
            case QUIT -> dialogue.done();
        }
    }

    private void nextMessage(ScriptDialogue dialogue) {
        if (sent < recipients.size()) {
            say(dialogue, State.MAIL, "MAIL FROM:<" + sender.address() + ">");
        } else {
            say(dialogue, State.QUIT, "QUIT");
        }
    }

    private void say(ScriptDialogue dialogue, State next, String line) {
        state = next;
        dialogue.send(line);
    }
}
