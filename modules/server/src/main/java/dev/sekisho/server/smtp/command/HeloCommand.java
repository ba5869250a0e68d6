// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.server.smtp.session.SmtpContext;

/** HELO (RFC 5321 4.1.1.1). */
final class HeloCommand implements SmtpCommandHandler {
    @Override
    public void carryOut(SmtpContext session, String argument) {
        ClientGreeting.take(
                session,
                argument,
                Greeting.HELO,
                greeted -> greeted.connection()
                        .line("250 " + greeted.listener().greeting().hostName()));
    }
}
