// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.Base64;

/** What comes of a response. */
public sealed interface SaslStep {
    /** Takes each kind of step. */
    interface Receiver {
        /** Send this and wait for a line. @param base64 the challenge as all three protocols write it */
        void challenge(String base64);

        /** Check these; the exchange is over. */
        void check(SaslCredentials credentials);

        /** The client gave up; the exchange is over. */
        void cancelled();

        /** The response is not of the mechanism's grammar; the exchange is over. */
        void malformed();
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
            receiver.challenge(Base64.getEncoder().encodeToString(octets));
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

    /** The response cannot be read. */
    record Malformed() implements SaslStep {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.malformed();
        }
    }
}
