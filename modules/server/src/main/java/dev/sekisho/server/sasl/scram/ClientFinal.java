// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl.scram;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last message of a client (RFC 5802 7, client-final-message). */
public final class ClientFinal {
    /** Holds the header, a binding and a nonce of both. */
    static final int LONGEST = 8_192;

    private static final String BASE64 = "(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";
    private static final Pattern FORM = Pattern.compile(
            "(?<rest>c=(?<binding>" + BASE64
                    + "),r=(?<nonce>[\\x21-\\x2B\\x2D-\\x7E]{1,1024})(?:,[A-Za-z]=[^\\x00,]+)*?),p=(?<proof>[A-Za-z0-9+/]{43}=)");

    private final byte[] binding;
    private final String nonce;
    private final String withoutProof;
    private final byte[] proof;

    private ClientFinal(byte[] binding, String nonce, String withoutProof, byte[] proof) {
        this.binding = binding;
        this.nonce = nonce;
        this.withoutProof = withoutProof;
        this.proof = proof;
    }

    /** Reads one; empty if it is of another form. */
    public static Optional<ClientFinal> parse(String message) {
        return Optional.of(message)
                .filter(text -> text.length() <= LONGEST)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(matcher -> new ClientFinal(
                        Base64.getDecoder().decode(matcher.group("binding")),
                        matcher.group("nonce"),
                        matcher.group("rest"),
                        Base64.getDecoder().decode(matcher.group("proof"))));
    }

    /** The header of the first message, and the data of the channel behind it. */
    byte[] binding() {
        return binding.clone();
    }

    /** The nonce of both. */
    String nonce() {
        return nonce;
    }

    /** The message up to the proof. */
    String withoutProof() {
        return withoutProof;
    }

    /** The client's proof: 32 octets. */
    byte[] proof() {
        return proof.clone();
    }
}
