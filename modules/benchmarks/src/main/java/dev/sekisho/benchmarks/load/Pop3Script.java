// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.TestAccount;
import java.util.function.IntConsumer;

/** A session of POP3: login, STAT, and then what it is for, and QUIT. */
public final class Pop3Script implements ClientScript {
    /** What the session is for. */
    public enum Work {
        /** Nothing more: the number of messages is told. */
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

    /** @param count is told the number of messages that were there at the login, on another thread */
    public Pop3Script(TestAccount user, Work work, IntConsumer count) {
        this.user = user;
        this.work = work;
        this.count = count;
    }

    @Override
    public void line(String line, Talk talk) {
        if (inside) {
            if (line.equals(".")) {
                inside = false;
                next(talk);
            } else {
                lines++;
            }
        } else if (!line.startsWith("+OK")) {
            talk.fail("POP3, in the state " + state + ": " + line);
        } else if (state == State.UIDL || state == State.RETR) {
            inside = true;
        } else {
            reply(line, talk);
        }
    }

    private void reply(String line, Talk talk) {
        switch (state) {
            case GREETING -> say(talk, State.USER, "USER " + user.address());
            case USER -> say(talk, State.PASS, "PASS " + TestAccount.PASSWORD);
            case PASS -> say(talk, State.STAT, "STAT");
            case STAT -> {
                messages = Integer.parseInt(line.split(" ", -1)[1]);
                count.accept(messages);
                begin(talk);
            }
            case DELE, UIDL, RETR -> next(talk);
            case QUIT -> talk.done();
        }
    }

    private void begin(Talk talk) {
        switch (work) {
            case COUNT -> say(talk, State.QUIT, "QUIT");
            case LIST, READ, FETCH -> say(talk, State.UIDL, "UIDL");
            case EMPTY -> next(talk);
        }
    }

    private void next(Talk talk) {
        if (state == State.RETR && work == Work.FETCH) {
            say(talk, State.DELE, "DELE " + at);
        } else if (work == Work.LIST) {
            leaveIfAllAreListed(talk);
        } else if (at == messages) {
            say(talk, State.QUIT, "QUIT");
        } else {
            at++;
            boolean empties = work == Work.EMPTY;
            say(talk, empties ? State.DELE : State.RETR, (empties ? "DELE " : "RETR ") + at);
        }
    }

    private void leaveIfAllAreListed(Talk talk) {
        if (lines == messages) {
            say(talk, State.QUIT, "QUIT");
        } else {
            talk.fail("POP3: UIDL lists " + lines + " of " + messages + " messages");
        }
    }

    private void say(Talk talk, State next, String line) {
        state = next;
        talk.send(line);
    }
}
