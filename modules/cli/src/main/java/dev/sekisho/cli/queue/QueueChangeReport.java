// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.store.outgoing.OutgoingAdmin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Reports what was changed, and what could not be changed. */
final class QueueChangeReport {
    /** The text if no message was selected. */
    static final String NOTHING = "no outgoing mail matches";

    private final PrintWriter out;
    private final String done;
    private final String undone;
    private final List<String> failures = new ArrayList<>();
    private OutgoingAdmin.Done sum = new OutgoingAdmin.Done(0, 0);
    private long messages;

    /**
     * Nothing yet.
     *
     * @param done what recipients are afterwards
     * @param undone what those cannot be with which nothing was done
     */
    QueueChangeReport(PrintWriter out, String done, String undone) {
        this.out = out;
        this.done = done;
        this.undone = undone;
    }

    /** True if nothing was chosen. */
    boolean isEmpty() {
        return messages == 0;
    }

    /** A message that was named. */
    void one(long id, OutgoingAdmin.Done made) {
        if (nothing(made)) {
            failures.add("message " + id + ": it has no recipient that can be " + undone + " now; 'queue show " + id
                    + "' shows why");
        }
        tell("message " + id, made);
    }

    /** A message that was named and that has no recipients, as none should. */
    void withoutRecipients(long id, boolean removed) {
        if (removed) {
            out.println("message " + id + ": it had no recipients; removed");
        } else {
            failures.add("message " + id + ": it has no recipients; 'queue remove " + id + "' removes it");
        }
    }

    /** Messages that were chosen without being named. */
    void some(int more, OutgoingAdmin.Done made) {
        messages += more;
        sum = sum.plus(made);
    }

    /**
     * That was all.
     *
     * @throws CommandFault if there was something with which it could not be done
     */
    void end(boolean named) {
        if (!named) {
            total();
        }
        if (!failures.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, String.join(System.lineSeparator(), failures));
        }
    }

    private void total() {
        if (messages == 0) {
            out.println(NOTHING + "; nothing was changed");
        } else if (nothing(sum)) {
            failures.add(Plural.of(messages, "message") + ": no recipient can be " + undone
                    + " now; 'queue list' shows why");
        }
        tell(Plural.of(messages, "message"), sum);
    }

    private void tell(String what, OutgoingAdmin.Done made) {
        if (made.now() > 0) {
            out.println(what + ": " + Plural.of(made.now(), "recipient") + " " + done);
        }
        if (made.afterwards() > 0) {
            out.println(what + ": " + Plural.of(made.afterwards(), "recipient") + " in progress now, " + done
                    + " if not delivered");
        }
    }

    private static boolean nothing(OutgoingAdmin.Done made) {
        return made.now() + made.afterwards() == 0;
    }
}
