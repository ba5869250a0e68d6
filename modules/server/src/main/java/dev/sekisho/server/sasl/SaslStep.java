// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.Base64;
import java.util.function.Function;

/** What comes of a response. */
public sealed interface SaslStep {
    /** Takes each kind of step. */
    interface Receiver {
        /** Send this and wait for a line. @param base64 the challenge as all three protocols write it */
        void challenge(String base64);

        /** Have a worker take the next step. */
        void lookUp(LookUp step);

        /** Check these; the exchange is over. */
        void check(SaslCredentials credentials);

        /** The client gave up; the exchange is over. */
        void cancelled();

        /** The response is not what the mechanism expects; the exchange is over. */
        void malformed(Malformed step);

        /** The accounts cannot be read now; the exchange is over. */
        void unavailable();
    }

    /** Has the receiver take this step. */
    void giveTo(Receiver receiver);

    /**
     * A challenge.
     *
     * @param octets what is sent, not encoded yet
     */
    record Challenge(byte[] octets) implements SaslStep {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.challenge(base64());
        }

        /** As all three protocols write it. */
        String base64() {
            return Base64.getEncoder().encodeToString(octets);
        }
    }

    /**
     * What is said depends on an account.
     *
     * @param next the next step; asked by a worker, since looking at the accounts blocks
     */
    record LookUp(Function<LoginAccounts, SaslStep> next) implements SaslStep {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.lookUp(this);
        }
    }

    /**
     * The client has said all.
     *
     * @param credentials what it said
     */
    record Check(SaslCredentials credentials) implements SaslStep {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.check(credentials);
        }
    }

    /** The client gave up. */
    record Cancelled() implements SaslStep {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.cancelled();
        }
    }

    /**
     * The response cannot be read, or does not fit to what was said before.
     *
     * @param why for the log
     */
    record Malformed(Reason why) implements SaslStep {
        /** Of a response that is not of the mechanism's grammar. */
        public Malformed() {
            this(Reason.GRAMMAR);
        }

        /** What is wrong. */
        public enum Reason {
            /** It is not of the mechanism's grammar. */
            GRAMMAR("malformed"),
            /** It is bound to another TLS session, or to none though this one was offered: somebody may be in between (RFC 5802 6). */
            CHANNEL_BINDING("channel-binding");

            private final String word;

            Reason(String word) {
                this.word = word;
            }

            /** For the log. */
            public String word() {
                return word;
            }
        }

        @Override
        public void giveTo(Receiver receiver) {
            receiver.malformed(this);
        }
    }

    /** The accounts cannot be read now. */
    record Unavailable() implements SaslStep {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.unavailable();
        }
    }
}
