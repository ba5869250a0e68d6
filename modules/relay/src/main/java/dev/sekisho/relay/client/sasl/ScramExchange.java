// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.sasl;

import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. The server proves that it knows the password too. */
final class ScramExchange implements SaslExchange {
    private static final String HEADER = "n,,";
    /** RFC 7677 4 has 4,096 at least; more than the upper bound would only keep us busy. */
    private static final int LEAST_ITERATIONS = 4_096;

    private static final int MOST_ITERATIONS = 1_000_000;

    private final char[] password;
    private final String nonce;
    private final String clientFirst;
    private int answers;
    private byte[] serverSignature = {};
    private boolean satisfied;

    ScramExchange(RouteCredentials credentials) {
        this(credentials, newNonce());
    }

    ScramExchange(RouteCredentials credentials, String nonce) {
        this.password = Normalizer.normalize(new String(credentials.secret().reveal()), Normalizer.Form.NFKC)
                .toCharArray();
        this.nonce = nonce;
        String user = Normalizer.normalize(credentials.auth().user(), Normalizer.Form.NFKC)
                .replace("=", "=3D")
                .replace(",", "=2C");
        this.clientFirst = "n=" + user + ",r=" + nonce;
    }

    private static String newNonce() {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    @Override
    public Optional<byte[]> first() {
        return Optional.of((HEADER + clientFirst).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] answer(byte[] challenge) throws DeliveryFailureException {
        String text = new String(challenge, StandardCharsets.UTF_8);
        int number = ++answers;
        try {
            if (number == 1) {
                return proof(text).getBytes(StandardCharsets.UTF_8);
            }
            if (number == 2) {
                verify(text);
                return new byte[0];
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw DeliveryFailure.broken("its SCRAM-SHA-256 is malformed");
        }
        throw DeliveryFailure.broken("it asks more than SCRAM-SHA-256 has to say");
    }

    private String proof(String serverFirst) throws DeliveryFailureException, GeneralSecurityException {
        Map<String, String> fields = fields(serverFirst);
        String both = fields.getOrDefault("r", "");
        int iterations = Integer.parseInt(fields.getOrDefault("i", "0"));
        if (!both.startsWith(nonce)
                || both.length() == nonce.length()
                || iterations < LEAST_ITERATIONS
                || iterations > MOST_ITERATIONS) {
            throw DeliveryFailure.broken(
                    "its SCRAM-SHA-256 has another nonce than ours, or too few or too many iterations");
        }
        byte[] salt = Base64.getDecoder().decode(fields.getOrDefault("s", ""));
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password, salt, iterations, 256))
                .getEncoded();
        String clientFinal =
                "c=" + Base64.getEncoder().encodeToString(HEADER.getBytes(StandardCharsets.UTF_8)) + ",r=" + both;
        String signed = clientFirst + "," + serverFirst + "," + clientFinal;
        byte[] clientKey = keyed(salted, "Client Key");
        byte[] proof = keyed(MessageDigest.getInstance("SHA-256").digest(clientKey), signed);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        serverSignature = keyed(keyed(salted, "Server Key"), signed);
        return clientFinal + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    private void verify(String serverFinal) throws DeliveryFailureException {
        byte[] shown = Base64.getDecoder().decode(fields(serverFinal).getOrDefault("v", ""));
        satisfied = serverSignature.length > 0 && MessageDigest.isEqual(shown, serverSignature);
        if (!satisfied) {
            throw DeliveryFailure.broken("it does not know the password that it asks for");
        }
    }

    private static byte[] keyed(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(String message) {
        Map<String, String> fields = new HashMap<>();
        Arrays.stream(message.split(","))
                .filter(field -> field.length() > 1 && field.charAt(1) == '=')
                .forEach(field -> fields.put(field.substring(0, 1), field.substring(2)));
        return fields;
    }

    @Override
    public boolean satisfied() {
        return satisfied;
    }
}
