// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.sasl.PasswordCredentials;
import java.util.Optional;

/** PASS (RFC 1939 7). Its argument is all that follows the one space: passwords may hold and end in spaces. */
final class PassCommand implements Pop3LoginCommand {
    @Override
    public boolean keepsBlanks() {
        return true;
    }

    @Override
    public void carryOut(Pop3Context session, String argument) {
        new MaildropLogin(session, BuiltInMechanism.PLAIN)
                .check(new PasswordCredentials(session.session().userName(), argument));
    }

    @Override
    public Optional<String> exposedAccount(Pop3Context session, String argument) {
        return Optional.of(session.session().userInClear());
    }
}
