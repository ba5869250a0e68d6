// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A user name and a password as a client gave them.
 *
 * @param user the name of the account
 * @param password its password; never printed
 */
public record PasswordCredentials(String user, String password) {

    /**
     * Reads the initial response of SASL PLAIN (RFC 4616 2), in base64. Empty if it is not base64 of UTF-8 with two NULs, has an empty
     * name or password, or asks to act as somebody else.
     */
    public static Optional<PasswordCredentials> ofPlain(String base64) {
        return decode(base64).flatMap(message -> {
            String[] parts = message.split("\0", -1);
            if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
                return Optional.empty();
            }
            boolean asSelf = parts[0].isEmpty() || parts[0].equals(parts[1]);
            return asSelf ? Optional.of(new PasswordCredentials(parts[1], parts[2])) : Optional.empty();
        });
    }

    /** Decodes base64 of UTF-8; empty if it is neither. */
    public static Optional<String> decode(String base64) {
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            Arrays.fill(octets, (byte) 0);
            return Optional.of(text);
        } catch (IllegalArgumentException | CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
