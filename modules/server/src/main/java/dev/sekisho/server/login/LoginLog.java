// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ConnectionEvents;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.users.PasswordCheck;
import java.util.Optional;

/** What the log says of logins, whatever the protocol. A name that is nobody's may be a password that was typed in the wrong place: it is not written. */
public final class LoginLog {
    private LoginLog() {}

    /** Tells of a login's result. */
    public static void tell(ListenerName listener, ClientConnection connection, LoginResult result) {
        result.giveTo(new LoginResult.Receiver() {
            @Override
            public void accepted(CheckedAccount account) {
                good(listener, connection, account.user().asString());
            }

            @Override
            public void refused(Optional<String> known) {
                bad(listener, connection, known, result.reason());
            }

            @Override
            public void heldOff(GuessRefusal why) {
                LoginLog.refused(listener, connection, why.word());
            }

            @Override
            public void unavailable() {
                LoginLog.refused(listener, connection, "unavailable");
            }
        });
    }

    /** A login was right. */
    public static void good(ListenerName listener, ClientConnection connection, String user) {
        ConnectionEvents.withTls(LogEvent.LOGIN_GOOD, listener, connection)
                .with(LogKey.USER, user)
                .tell();
    }

    private static void bad(
            ListenerName listener,
            ClientConnection connection,
            Optional<String> known,
            Optional<PasswordCheck.Reason> reason) {
        ConnectionEvents.withTls(LogEvent.LOGIN_BAD, listener, connection)
                .with(LogKey.USER, known)
                .with(LogKey.KNOWN, known.isPresent() ? "yes" : "no")
                .with(LogKey.REASON, reason.map(LoginLog::word))
                .tell();
    }

    private static String word(PasswordCheck.Reason reason) {
        return switch (reason) {
            case CREDENTIALS -> "credentials";
            case SCOPE -> "scope";
            case EXPIRED -> "expired";
            case DISABLED -> "disabled";
            case NO_KEYS -> "no-keys";
            case ACTING_FOR_ANOTHER -> "acting-for-another";
        };
    }

    /** A login was not asked for. @param why empty if that has passed meanwhile */
    public static void notAskedFor(ListenerName listener, ClientConnection connection, Optional<GuessRefusal> why) {
        refused(listener, connection, why.orElse(GuessRefusal.ADDRESS).word());
    }

    /** A login was not looked at. */
    public static void refused(ListenerName listener, ClientConnection connection, String reason) {
        ConnectionEvents.withTls(LogEvent.LOGIN_REFUSED, listener, connection)
                .with(LogKey.REASON, reason)
                .tell();
    }
}
