// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.pin.ClientPinStatus;
import java.util.Optional;

/**
 * All of a session's past that a decision depends on.
 *
 * @param tls true once a handshake is done
 * @param greeting what the client said since the connection or the handshake
 * @param login how the client's logins went
 * @param peer what the pins say of the peer; checked anew at every MAIL
 * @param trustedNetwork true if the client's address is in a network for which the policy relays
 * @param device the device that the client's address is, where the policy serves devices
 * @param transaction how far a mail transaction has come
 * @param recipients recipients accepted in the transaction
 */
public record SmtpState(
        boolean tls,
        Greeting greeting,
        Login login,
        ClientPinStatus peer,
        boolean trustedNetwork,
        Optional<Device> device,
        Transaction transaction,
        int recipients) {

    /** What the client said of itself. */
    public enum Greeting {
        NONE,
        HELO,
        EHLO
    }

    /**
     * How the client's logins went.
     *
     * @param authenticated true after a good one
     * @param failed bad ones of this connection
     * @param heldOff true if the client's address had too many bad ones, so that it is not asked for any
     */
    public record Login(boolean authenticated, int failed, boolean heldOff) {
        /** Of a client that has not tried. */
        public static final Login NONE = new Login(false, 0, false);
    }

    /** How far a mail transaction has come. */
    public enum Transaction {
        NONE,
        MAIL,
        RCPT,
        /** Some chunks have come by BDAT (RFC 3030). */
        CHUNKS
    }

    /** A connection that has just been made; {@code tls} is true on a port of implicit TLS. */
    public static SmtpState connected(boolean tls, boolean trustedNetwork) {
        return new SmtpState(
                tls,
                Greeting.NONE,
                Login.NONE,
                ClientPinStatus.NO_CERTIFICATE,
                trustedNetwork,
                Optional.empty(),
                Transaction.NONE,
                0);
    }

    /** After the handshake that STARTTLS began: all that was said before is forgotten (RFC 3207 4.2). */
    public SmtpState afterStartTls() {
        return new SmtpState(
                true,
                Greeting.NONE,
                new Login(false, login.failed(), login.heldOff()),
                peer,
                trustedNetwork,
                device,
                Transaction.NONE,
                0);
    }

    /** After EHLO or HELO, which also end a transaction (RFC 5321 4.1.4). */
    public SmtpState afterGreeting(Greeting said) {
        return new SmtpState(tls, said, login, peer, trustedNetwork, device, Transaction.NONE, 0);
    }

    /** After a good login. */
    public SmtpState afterAuth() {
        return new SmtpState(
                tls,
                greeting,
                new Login(true, login.failed(), login.heldOff()),
                peer,
                trustedNetwork,
                device,
                transaction,
                recipients);
    }

    /** After a bad login. */
    public SmtpState afterFailedAuth() {
        return new SmtpState(
                tls,
                greeting,
                new Login(login.authenticated(), login.failed() + 1, login.heldOff()),
                peer,
                trustedNetwork,
                device,
                transaction,
                recipients);
    }

    /** With what is known now of the bad logins of the client's address. */
    public SmtpState withHeldOff(boolean held) {
        return new SmtpState(
                tls,
                greeting,
                new Login(login.authenticated(), login.failed(), held),
                peer,
                trustedNetwork,
                device,
                transaction,
                recipients);
    }

    /** With the device that the client is known as by its address. */
    public SmtpState withDevice(Optional<Device> known) {
        return new SmtpState(tls, greeting, login, peer, trustedNetwork, known, transaction, recipients);
    }

    /** With the result of checking the peer's pin again. */
    public SmtpState withPeer(ClientPinStatus pinStatus) {
        return new SmtpState(tls, greeting, login, pinStatus, trustedNetwork, device, transaction, recipients);
    }

    /** After an accepted MAIL. */
    public SmtpState afterMail() {
        return in(Transaction.MAIL, 0);
    }

    /** After an accepted RCPT. */
    public SmtpState afterRcpt() {
        return in(Transaction.RCPT, recipients + 1);
    }

    /** After a chunk that was not the last. */
    public SmtpState afterChunk() {
        return in(Transaction.CHUNKS, recipients);
    }

    /** After RSET, the end of a message, or a transaction that failed. */
    public SmtpState afterReset() {
        return in(Transaction.NONE, 0);
    }

    private SmtpState in(Transaction progress, int count) {
        return new SmtpState(tls, greeting, login, peer, trustedNetwork, device, progress, count);
    }
}
