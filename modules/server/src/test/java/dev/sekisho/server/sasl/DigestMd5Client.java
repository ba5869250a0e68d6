// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The client's side of DIGEST-MD5 (RFC 2831), for names and secrets in ASCII. */
final class DigestMd5Client {
    private static final String CNONCE = "OA6MHXh6VqTrRk";

    private final String user;
    private final String secret;
    private final String realm;
    private final String nonce;

    DigestMd5Client(String user, String secret, String realm, String nonce) {
        this.user = user;
        this.secret = secret;
        this.realm = realm;
        this.nonce = nonce;
    }

    String response(String uri) throws GeneralSecurityException {
        return "charset=utf-8,username=\"" + user + "\",realm=\"" + realm + "\",nonce=\"" + nonce
                + "\",nc=00000001,cnonce=\"" + CNONCE + "\",digest-uri=\"" + uri + "\",response="
                + digest("AUTHENTICATE:" + uri) + ",qop=auth";
    }

    String serverProof(String uri) throws GeneralSecurityException {
        return digest(":" + uri);
    }

    private String digest(String a2) throws GeneralSecurityException {
        ByteArrayOutputStream a1 = new ByteArrayOutputStream();
        a1.writeBytes(md5((user + ":" + realm + ":" + secret).getBytes(StandardCharsets.US_ASCII)));
        a1.writeBytes((":" + nonce + ":" + CNONCE).getBytes(StandardCharsets.US_ASCII));
        String all = hex(md5(a1.toByteArray())) + ":" + nonce + ":00000001:" + CNONCE + ":auth:"
                + hex(md5(a2.getBytes(StandardCharsets.US_ASCII)));
        return hex(md5(all.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] md5(byte[] octets) throws GeneralSecurityException {
        return MessageDigest.getInstance("MD5").digest(octets);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
