// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How a protocol is spoken: how a line is sent, where a reply ends, which reply is a success. One for each connection. */
sealed interface Dialect permits SmtpDialect, Pop3Dialect, ImapDialect {
    /** How the protocol is spoken on a new connection. */
    static Dialect of(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> new SmtpDialect();
            case POP3 -> new Pop3Dialect();
            case IMAP -> new ImapDialect();
        };
    }

    /** The line as it is sent, without CR LF. */
    String said(String line);

    /** Reads what a server says first. */
    Observation.Reply readGreeting(ProbeConnection connection) throws IOException;

    /**
     * Reads one reply.
     *
     * @param line the line that it answers, as {@link #said} made it
     */
    Observation.Reply readReply(ProbeConnection connection, String line) throws IOException;

    /** True if the reply is a success, or asks for more. */
    boolean positive(Observation.Reply reply);

    /** True if the login did not come to pass because somebody else has the maildrop, which may be over in a moment. */
    boolean maildropInUse(Observation.Reply reply);

    /** The command that begins TLS. */
    String startTls();

    /** The command that ends a session. */
    String quit();

    /** How the line begins with which a server takes leave before it closes; empty if it takes none. */
    Optional<String> leave();

    /** The lines of a login, each of which is answered. */
    List<String> logIn(Mechanism mechanism, String user, String password);
}
