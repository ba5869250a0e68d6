// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), written from the RFCs for tests. Texts are not in base64 but where it says so. */
public final class ScramClient {
    private final String header;
    private final byte[] binding;
    private final String bare;
    private final String password;
    private byte[] serverSignature = new byte[0];

    /**
     * @param header the GS2 header, such as {@code n,,} or {@code p=tls-server-end-point,,}
     * @param binding the channel binding's data
     */
    public ScramClient(String header, byte[] binding, String user, String password) {
        this.header = header;
        this.binding = binding.clone();
        this.bare = "n=" + user + ",r=fyko-of-the-client";
        this.password = password;
    }

    /** The first message, in base64. */
    public String first() {
        return base64(header + bare);
    }

    /** What the server's first message says. */
    public static Map<String, String> read(String base64) {
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        return Stream.of(text.split(","))
                .collect(Collectors.toMap(part -> part.substring(0, 1), part -> part.substring(2)));
    }

    /** The last message, in base64. */
    public String last(String serverFirstInBase64) throws GeneralSecurityException {
        String serverFirst = new String(Base64.getDecoder().decode(serverFirstInBase64), StandardCharsets.UTF_8);
        Map<String, String> said = read(serverFirstInBase64);
        ByteArrayOutputStream channel = new ByteArrayOutputStream();
        channel.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        channel.writeBytes(binding);
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(channel.toByteArray()) + ",r=" + said.get("r");
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(
                        password.toCharArray(),
                        Base64.getDecoder().decode(said.get("s")),
                        Integer.parseInt(said.get("i")),
                        256))
                .getEncoded();
        byte[] message = (bare + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
        byte[] clientKey = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        byte[] proof = hmac(storedKey, message);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        serverSignature = hmac(hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII)), message);
        return base64(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    /** The server's last message, in base64, if it knows the password. */
    public String expected() {
        return base64("v=" + Base64.getEncoder().encodeToString(serverSignature));
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
