// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.List;

/** EHLO and HELO (RFC 5321 4.1.1.1). Confined to a connection. */
final class EhloCommand {
    private final SmtpServerSession session;

    EhloCommand(SmtpServerSession session) {
        this.session = session;
    }

    /** A greeting that the policy allows. */
    void greet(SmtpVerb verb, String name) {
        SmtpHookChain hooks = session.listener().hooks();
        if (name.isEmpty()) {
            session.error(ServerReplies.NO_ARGUMENT);
        } else if (hooks.hasHelo()) {
            HookSession hookSession = session.hookSession();
            session.wire()
                    .offload(
                            () -> hooks.onHelo(hookSession, name),
                            objection -> objection.ifPresentOrElse(session::object, () -> greeted(verb, name)));
        } else {
            greeted(verb, name);
        }
    }

    private void greeted(SmtpVerb verb, String name) {
        session.greetedBy(name, verb == SmtpVerb.EHLO ? Greeting.EHLO : Greeting.HELO);
        String host = session.listener().hostName();
        if (verb == SmtpVerb.HELO) {
            session.wire().line("250 " + host);
            return;
        }
        List<String> extensions = extensions();
        session.wire().line("250-" + host);
        for (int i = 0; i < extensions.size(); i++) {
            session.wire().line((i + 1 < extensions.size() ? "250-" : "250 ") + extensions.get(i));
        }
    }

    private List<String> extensions() {
        SmtpCheckpoint checkpoint = session.checkpoint();
        SmtpState state = session.state();
        List<String> extensions = new ArrayList<>();
        if (checkpoint.offersStartTls(state)) {
            extensions.add("STARTTLS");
        }
        if (checkpoint.offersAuth(state)) {
            extensions.add("AUTH " + SmtpAuth.MECHANISMS);
        }
        extensions.add("SIZE " + checkpoint.messageBytes(state));
        extensions.addAll(List.of("PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "CHUNKING", "DSN"));
        return extensions;
    }
}
