// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;
import java.util.Optional;

/** USER (RFC 1939 7). */
final class UserCommand implements Pop3LoginCommand {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        if (argument.isEmpty()) {
            session.replies().error("-ERR User name expected");
            return;
        }
        session.session().named(argument);
        session.session().become(session.state().afterUser());
        session.replies().done("+OK Send PASS");
    }

    /** No password has been sent yet. */
    @Override
    public void saidInClear(Pop3Context session, String argument) {
        session.session().namedInClear(argument);
    }

    @Override
    public Optional<String> exposedAccount(Pop3Context session, String argument) {
        return Optional.empty();
    }
}
