// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.server.smtp.hook.HookSession;
import dev.sekisho.server.smtp.hook.SmtpHookChain;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import java.util.function.Consumer;

/** What EHLO and HELO have in common: the name, the hooks that are asked about it, and the transaction that it ends (RFC 5321 4.1.4). */
final class ClientGreeting {
    private ClientGreeting() {}

    /** Takes a name that the policy lets be said; {@code answer} follows if nothing is against it. */
    static void take(SmtpContext session, String name, Greeting said, Consumer<SmtpContext> answer) {
        SmtpHookChain hooks = session.services().hooks();
        if (name.isEmpty()) {
            session.replies().error(SmtpReplies.NO_ARGUMENT);
        } else if (hooks.hasHelo()) {
            HookSession hookSession = session.session().hookSession();
            session.connection()
                    .offload(
                            () -> hooks.onHelo(hookSession, name),
                            objection -> objection.ifPresentOrElse(
                                    session.replies()::refuseByHook, () -> greeted(session, name, said, answer)));
        } else {
            greeted(session, name, said, answer);
        }
    }

    private static void greeted(SmtpContext session, String name, Greeting said, Consumer<SmtpContext> answer) {
        session.session().greeted(name, said);
        ClientCheck.begin(session);
        session.replies().forgive();
        answer.accept(session);
    }
}
