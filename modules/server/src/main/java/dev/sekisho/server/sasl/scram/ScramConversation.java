// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl.scram;

import dev.sekisho.store.password.HashParameters;
import dev.sekisho.store.password.ScramHash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client and the server have said up to the server's first message, and whether the client's last one fits to it (RFC 5802 3, 5, 7).
 *
 * @param first the client's first message
 * @param parameters the salt and the iterations of the account, or of a name that is nobody's
 * @param serverNonce the server's part of the nonce; unpredictable, of printable characters without a comma
 */
public record ScramConversation(ClientFirst first, HashParameters parameters, String serverNonce) {
    private static final String HMAC = "HmacSHA256";

    /** The server's first message. */
    public String serverFirst() {
        return "r=" + nonce() + ",s=" + parameters.salt() + ",i=" + parameters.iterations();
    }

    private String nonce() {
        return first.nonce() + serverNonce;
    }

    /**
     * Whether the client's last message belongs to this conversation and to this channel, whoever the client is.
     *
     * @param channel the data of the channel, if the client binds to it; empty if it does not
     */
    public boolean isContinuedBy(ClientFinal last, byte[] channel) {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(first.header().getBytes(StandardCharsets.UTF_8));
        expected.writeBytes(channel);
        boolean bound = MessageDigest.isEqual(expected.toByteArray(), last.binding());
        return bound && answers(last);
    }

    /** Whether the client's last message has the nonce of this conversation; else it is one of another. */
    public boolean answers(ClientFinal last) {
        return last.nonce().equals(nonce());
    }

    /** The server's last message to a client that has proved to know the password of these keys; empty if it has not. */
    public Optional<String> proved(ClientFinal last, ScramHash keys) {
        byte[] said = (first.bare() + "," + serverFirst() + "," + last.withoutProof()).getBytes(StandardCharsets.UTF_8);
        byte[] clientKey = last.proof();
        byte[] signature = hmac(keys.storedKey(), said);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        return MessageDigest.isEqual(sha256(clientKey), keys.storedKey())
                ? Optional.of("v=" + Base64.getEncoder().encodeToString(hmac(keys.serverKey(), said)))
                : Optional.empty();
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
