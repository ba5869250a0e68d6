// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.sasl;

import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** PLAIN (RFC 4616), LOGIN and CRAM-MD5 (RFC 2195): nothing is asked of the server. */
public final class PasswordExchange implements SaslExchange {
    private final AuthMechanism mechanism;
    private final String user;
    private final byte[] password;
    private int answers;

    PasswordExchange(AuthMechanism mechanism, RouteCredentials credentials) {
        this.mechanism = mechanism;
        this.user = credentials.auth().user();
        this.password = new String(credentials.secret().reveal()).getBytes(StandardCharsets.UTF_8);
    }

    /** Our side of a mechanism. */
    public static SaslExchange of(AuthMechanism mechanism, RouteCredentials credentials) {
        return mechanism == AuthMechanism.SCRAM_SHA_256
                ? new ScramExchange(credentials)
                : new PasswordExchange(mechanism, credentials);
    }

    @Override
    public Optional<byte[]> first() {
        return mechanism == AuthMechanism.PLAIN ? Optional.of(plain()) : Optional.empty();
    }

    private byte[] plain() {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[name.length + password.length + 2];
        System.arraycopy(name, 0, message, 1, name.length);
        System.arraycopy(password, 0, message, name.length + 2, password.length);
        return message;
    }

    @Override
    public byte[] answer(byte[] challenge) throws DeliveryFailureException {
        int number = ++answers;
        if (mechanism == AuthMechanism.LOGIN && number <= 2) {
            return number == 1 ? user.getBytes(StandardCharsets.UTF_8) : password.clone();
        }
        if (mechanism == AuthMechanism.CRAM_MD5 && number == 1) {
            return (user + " " + HexFormat.of().formatHex(keyedDigest(challenge))).getBytes(StandardCharsets.UTF_8);
        }
        throw DeliveryFailure.broken("it asks more than " + mechanism.word() + " has to say");
    }

    private byte[] keyedDigest(byte[] challenge) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password, "HmacMD5"));
            return mac.doFinal(challenge);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacMD5", e);
        }
    }

    @Override
    public boolean satisfied() {
        return true;
    }
}
