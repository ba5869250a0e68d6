// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.policy.imap.ImapVerb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands on the session itself (RFC 9051 6.1, 6.2). */
public sealed interface SessionCommand extends ImapCommand {
    /** CAPABILITY (RFC 9051 6.1.1). */
    record Capability() implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.capability(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.CAPABILITY;
        }
    }

    /** NOOP (RFC 9051 6.1.2). */
    record Noop() implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.noop(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.NOOP;
        }
    }

    /** LOGOUT (RFC 9051 6.1.3). */
    record Logout() implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.logout(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.LOGOUT;
        }
    }

    /**
     * ID (RFC 2971 3.1).
     *
     * @param fields what the client says of itself: at most 30 fields, in its order; without those whose value is NIL
     */
    record Id(Map<String, String> fields) implements SessionCommand {
        public Id {
            fields = OrderedCopies.ordered(fields);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.id(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.ID;
        }
    }

    /** STARTTLS (RFC 9051 6.2.1). */
    record StartTls() implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.startTls(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.STARTTLS;
        }
    }

    /**
     * AUTHENTICATE (RFC 9051 6.2.2), with the initial response of RFC 4959.
     *
     * @param mechanism the name of the SASL mechanism, in upper case
     * @param initialResponse the response in base64 as it came, {@code =} for one without octets; empty if there is none. A secret
     */
    record Authenticate(String mechanism, Optional<String> initialResponse) implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.authenticate(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.AUTHENTICATE;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Authenticate[mechanism=" + mechanism + "]";
        }
    }

    /**
     * LOGIN (RFC 9051 6.2.3).
     *
     * @param user the user's name
     * @param password the password, a secret
     */
    record Login(String user, String password) implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.login(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.LOGIN;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * ENABLE (RFC 5161 3.1).
     *
     * @param capabilities what to enable, in upper case, as named by the client; what is not known is no error
     */
    record Enable(List<String> capabilities) implements SessionCommand {
        public Enable {
            capabilities = List.copyOf(capabilities);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.enable(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.ENABLE;
        }
    }

    /** IDLE (RFC 9051 6.3.13); the client ends it by a line of its own, DONE. */
    record Idle() implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.idle(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.IDLE;
        }
    }

    /**
     * COMPRESS (RFC 4978 3).
     *
     * @param algorithm the algorithm, in upper case; DEFLATE is the only one there is
     */
    record Compress(String algorithm) implements SessionCommand {
        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.compress(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.COMPRESS;
        }
    }

    /**
     * NOTIFY (RFC 5465 3).
     *
     * @param status true if STATUS responses are asked for at once
     * @param groups which events of which mailboxes; empty for NOTIFY NONE
     */
    record Notify(boolean status, List<NotifyGroup> groups) implements SessionCommand {
        public Notify {
            groups = List.copyOf(groups);
        }

        @Override
        public <R> R accept(ImapCommandVisitor<R> visitor) {
            return visitor.notify(this);
        }

        @Override
        public ImapVerb verb() {
            return ImapVerb.NOTIFY;
        }
    }
}
