// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.maildrop.MultiLineResponse;
import dev.sekisho.server.pop3.session.Pop3Context;

/** TOP (RFC 1939 7). */
final class TopCommand implements Pop3CommandHandler {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        String[] words = argument.split(" +");
        if (words.length != 2 || !words[1].matches("[0-9]{1,9}")) {
            session.replies().error("-ERR Syntax: TOP message lines");
            return;
        }
        MessageArgument.find(
                session,
                words[0],
                (number, message) ->
                        session.session().opened().send(message, MultiLineResponse.top(Integer.parseInt(words[1]))));
    }
}
