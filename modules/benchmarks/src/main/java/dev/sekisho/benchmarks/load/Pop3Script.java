// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.TestAccount;
import java.util.function.IntConsumer;

/** A session of POP3: login, STAT, and then what it is for, and QUIT. */
public final class Pop3Script implements ClientScript {
    /** What the session is for. */
    public enum Work {
        /** Nothing more than the number of messages. */
        COUNT,
        /** UIDL alone. */
        LIST,
        /** UIDL, then RETR of each message. */
        READ,
        /** UIDL, then RETR and DELE of each message. */
        FETCH,
        /** DELE of each message. */
        EMPTY
    }

    private final TestAccount user;
    private final Work work;
    private final IntConsumer count;
    private State state = State.GREETING;
    private boolean inside;
    private int messages;
    private int lines;
    private int at;

    private enum State {
        GREETING,
        USER,
        PASS,
        STAT,
        UIDL,
        RETR,
        DELE,
        QUIT
    }

    /** @param count gets the number of messages at the login, on another thread */
    public Pop3Script(TestAccount user, Work work, IntConsumer count) {
        this.user = user;
        this.work = work;
        this.count = count;
    }

    @Override
    public void line(String line, ScriptDialogue dialogue) {
        if (inside) {
            if (line.equals(".")) {
                inside = false;
                next(dialogue);
            } else {
                lines++;
            }
        } else if (!line.startsWith("+OK")) {
            dialogue.fail("POP3, in the state " + state + ": " + line);
        } else if (state == State.UIDL || state == State.RETR) {
            inside = true;
        } else {
            reply(line, dialogue);
        }
    }

    private void reply(String line, ScriptDialogue dialogue) {
        switch (state) {
            case GREETING -> say(dialogue, State.USER, "USER " + user.address());
            case USER -> say(dialogue, State.PASS, "PASS " + TestAccount.PASSWORD);
            case PASS -> say(dialogue, State.STAT, "STAT");
            case STAT -> {
                messages = Integer.parseInt(line.split(" ", -1)[1]);
                count.accept(messages);
                begin(dialogue);
            }
            case DELE, UIDL, RETR -> next(dialogue);
            case QUIT -> dialogue.done();
        }
    }

    private void begin(ScriptDialogue dialogue) {
        switch (work) {
            case COUNT -> say(dialogue, State.QUIT, "QUIT");
            case LIST, READ, FETCH -> say(dialogue, State.UIDL, "UIDL");
            case EMPTY -> next(dialogue);
        }
    }

    private void next(ScriptDialogue dialogue) {
        if (state == State.RETR && work == Work.FETCH) {
            say(dialogue, State.DELE, "DELE " + at);
        } else if (work == Work.LIST) {
            leaveIfAllAreListed(dialogue);
        } else if (at == messages) {
            say(dialogue, State.QUIT, "QUIT");
        } else {
            at++;
            boolean empties = work == Work.EMPTY;
            say(dialogue, empties ? State.DELE : State.RETR, (empties ? "DELE " : "RETR ") + at);
        }
    }

    private void leaveIfAllAreListed(ScriptDialogue dialogue) {
        if (lines == messages) {
            say(dialogue, State.QUIT, "QUIT");
        } else {
            dialogue.fail("POP3: UIDL lists " + lines + " of " + messages + " messages");
        }
    }

    private void say(ScriptDialogue dialogue, State next, String line) {
        state = next;
        dialogue.send(line);
    }
}
