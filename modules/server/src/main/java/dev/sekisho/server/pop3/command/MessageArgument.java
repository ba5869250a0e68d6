// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.maildrop.LockedMaildrop.Message;
import dev.sekisho.server.pop3.session.Pop3Context;
import java.util.function.BiConsumer;

/** The argument that names a message by its number (RFC 1939 5), and the error if it does not. */
final class MessageArgument {
    private static final String NO_SUCH_MESSAGE = "-ERR No such message";

    private MessageArgument() {}

    /** Gives the message of a number, and the number, to who takes it. */
    static void find(Pop3Context session, String number, BiConsumer<Integer, Message> action) {
        session.session()
                .opened()
                .listing()
                .message(number)
                .ifPresentOrElse(
                        message -> action.accept(Integer.parseInt(number), message),
                        () -> session.replies().error(NO_SUCH_MESSAGE));
    }

    /** The same for a command that has nothing else to say. */
    static void require(Pop3Context session, String verb, String number, BiConsumer<Integer, Message> action) {
        if (number.isEmpty()) {
            session.replies().error("-ERR Syntax: " + verb + " message");
        } else {
            find(session, number, action);
        }
    }

    /** True if a command has no argument, as it should; it is answered if it has one. */
    static boolean none(Pop3Context session, String verb, String argument) {
        if (!argument.isEmpty()) {
            session.replies().error("-ERR " + verb + " takes no argument");
        }
        return argument.isEmpty();
    }
}
