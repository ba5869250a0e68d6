// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionLog;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import java.util.Optional;

/** What the log says of logins, whatever the protocol. A name that is nobody's may be a password that was typed in the wrong place: it is not written. */
public final class LoginLog {
    private LoginLog() {}

    /** Tells what came of a login. */
    public static void tell(ListenerName listener, ClientConnection wire, LoginResult login) {
        if (login instanceof LoginResult.Accepted accepted) {
            good(listener, wire, accepted.user().asString());
        } else if (login instanceof LoginResult.Refused refused) {
            bad(listener, wire, refused.known());
        } else {
            refused(listener, wire, login instanceof LoginResult.HeldOff ? "held-off" : "unavailable");
        }
    }

    /** A login was right. */
    public static void good(ListenerName listener, ClientConnection wire, String user) {
        ConnectionLog.withTls(LogEvent.LOGIN_GOOD, listener, wire)
                .with(LogKey.USER, user)
                .tell();
    }

    /** A login was wrong. @param known the account, if there is one of the name that was tried */
    public static void bad(ListenerName listener, ClientConnection wire, Optional<String> known) {
        ConnectionLog.withTls(LogEvent.LOGIN_BAD, listener, wire)
                .with(LogKey.USER, known)
                .with(LogKey.KNOWN, known.isPresent() ? "yes" : "no")
                .tell();
    }

    /** A login was not looked at. */
    public static void refused(ListenerName listener, ClientConnection wire, String reason) {
        ConnectionLog.withTls(LogEvent.LOGIN_REFUSED, listener, wire)
                .with(LogKey.REASON, reason)
                .tell();
    }
}
