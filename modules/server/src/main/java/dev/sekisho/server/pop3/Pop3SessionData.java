// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.pop3.Pop3State;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** What has been said and done in one session so far. Confined to a connection, but for {@link #lock}. */
final class Pop3SessionData {
    private Pop3State state;
    private String userName = "";
    private String userInClear = "";
    private Optional<Username> user = Optional.empty();
    private @Nullable LockedMaildrop locked;
    private @Nullable MaildropTransaction maildrop;

    Pop3SessionData(Pop3State state) {
        this.state = state;
    }

    /** All that decisions depend on. */
    Pop3State state() {
        return state;
    }

    void become(Pop3State next) {
        state = next;
    }

    /** The name that USER has said; empty if none. */
    String userName() {
        return userName;
    }

    void named(String name) {
        userName = name;
    }

    /** The name that USER has said in cleartext, and was refused for. */
    String userInClear() {
        return userInClear;
    }

    void namedInClear(String name) {
        userInClear = name;
    }

    /** Who has logged in. */
    Optional<Username> user() {
        return user;
    }

    void loggedIn(Username who) {
        user = Optional.of(who);
    }

    /** Keeps a maildrop where the end of the session finds it; called by a worker, while the session waits for it. */
    void lock(LockedMaildrop opened) {
        locked = opened;
    }

    /** The maildrop that a login has locked; null if none is. */
    @Nullable
    LockedMaildrop locked() {
        return locked;
    }

    /** The commands on the maildrop begin. */
    void serve(MaildropTransaction opened) {
        maildrop = opened;
    }

    /** What is done with the maildrop; null before a login. */
    @Nullable
    MaildropTransaction maildrop() {
        return maildrop;
    }

    /** What is done with the maildrop; the policy allows nothing that asks for it before a login. */
    MaildropTransaction opened() {
        if (maildrop == null) {
            throw new IllegalStateException("the policy allows no command on a maildrop before a login");
        }
        return maildrop;
    }
}
