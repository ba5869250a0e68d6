// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.session;

import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.server.pop3.maildrop.LockedMaildrop;
import dev.sekisho.server.pop3.maildrop.MaildropTransaction;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** What has been said and done in one session so far. Confined to a connection, but for {@link #lock}. */
public final class Pop3SessionData {
    private final Optional<String> timestamp;
    private Pop3State state;
    private String userName = "";
    private String userInClear = "";
    private Optional<Username> user = Optional.empty();
    private @Nullable LockedMaildrop locked;
    private @Nullable MaildropTransaction maildrop;

    /** @param timestamp what the greeting says for APOP (RFC 1939 7); empty where that is not served */
    Pop3SessionData(Pop3State state, Optional<String> timestamp) {
        this.state = state;
        this.timestamp = timestamp;
    }

    /** What the greeting says for APOP (RFC 1939 7); empty where that is not served. */
    public Optional<String> timestamp() {
        return timestamp;
    }

    /** All that decisions depend on. */
    Pop3State state() {
        return state;
    }

    public void become(Pop3State next) {
        state = next;
    }

    /** The name that USER has said; empty if none. */
    public String userName() {
        return userName;
    }

    public void named(String name) {
        userName = name;
    }

    /** The name that USER has said in cleartext, and was refused for. */
    public String userInClear() {
        return userInClear;
    }

    public void namedInClear(String name) {
        userInClear = name;
    }

    /** Who has logged in. */
    public Optional<Username> user() {
        return user;
    }

    public void loggedIn(Username who) {
        user = Optional.of(who);
    }

    /** Keeps a maildrop where the end of the session finds it; called by a worker, while the session waits for it. */
    public void lock(LockedMaildrop opened) {
        locked = opened;
    }

    /** The maildrop that a login has locked; null if none is. */
    @Nullable
    public LockedMaildrop locked() {
        return locked;
    }

    /** The commands on the maildrop begin. */
    public void serve(MaildropTransaction opened) {
        maildrop = opened;
    }

    /** What is done with the maildrop; null before a login. */
    @Nullable
    public MaildropTransaction maildrop() {
        return maildrop;
    }

    /** What is done with the maildrop; the policy allows nothing that asks for it before a login. */
    public MaildropTransaction opened() {
        if (maildrop == null) {
            throw new IllegalStateException("the policy allows no command on a maildrop before a login");
        }
        return maildrop;
    }
}
