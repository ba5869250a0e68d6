// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.server.pop3.session.Pop3Context;
import java.util.Optional;

/** APOP (RFC 1939 7), which the policy refuses in every state: it needs passwords that can be read. */
final class ApopCommand implements Pop3LoginCommand {
    @Override
    public void carryOut(Pop3Context session, String argument) {
        throw new IllegalStateException("the policy refuses APOP in every state");
    }

    @Override
    public Optional<String> exposedAccount(Pop3Context session, String argument) {
        return Optional.of(argument.split(" ", 2)[0]);
    }
}
