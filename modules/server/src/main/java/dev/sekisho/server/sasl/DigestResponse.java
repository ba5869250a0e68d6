// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answer of a client to a challenge of DIGEST-MD5 (RFC 2831 2.1.2), without an account to act for. */
final class DigestResponse {
    private static final int LONGEST = 4_096;
    private static final Pattern DIRECTIVE = Pattern.compile(
            "\\G[ \\t]*+,*+[ \\t]*+(?<name>[A-Za-z-]{1,20})=(?:\"(?<quoted>(?:[^\"\\\\]++|\\\\.)*+)\"|(?<token>[^\",\\s]++))[ \\t]*+(?:,|$)",
            Pattern.DOTALL);

    private final Map<String, String> directives;

    private DigestResponse(Map<String, String> directives) {
        this.directives = directives;
    }

    /** Reads one; empty if it is of another form, or says something twice. */
    static Optional<DigestResponse> parse(byte[] response) {
        if (response.length > LONGEST) {
            return Optional.empty();
        }
        boolean utf8 = new String(response, StandardCharsets.ISO_8859_1).matches("(?is).*charset=\"?utf-8\"?.*");
        Optional<String> text =
                utf8 ? SaslText.utf8(response) : Optional.of(new String(response, StandardCharsets.ISO_8859_1));
        return text.flatMap(DigestResponse::directives).map(DigestResponse::new);
    }

    private static Optional<Map<String, String>> directives(String text) {
        Map<String, String> directives = new HashMap<>();
        Matcher matcher = DIRECTIVE.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find()) {
            String quoted = matcher.group("quoted");
            String value = quoted == null ? matcher.group("token") : quoted.replaceAll("(?s)\\\\(.)", "$1");
            if (directives.putIfAbsent(matcher.group("name").toLowerCase(Locale.ROOT), value) != null) {
                return Optional.empty();
            }
            end = matcher.end();
        }
        return end == text.length() ? Optional.of(directives) : Optional.empty();
    }

    /** Whether it answers a challenge. @param service as IANA has it for GSSAPI */
    boolean isFor(String service, String realm, String nonce) {
        return said("nonce").equals(nonce)
                && said("nc").equals("00000001")
                && said("realm").equals(realm)
                && (said("qop").isEmpty() || said("qop").equals("auth"))
                && said("digest-uri").toLowerCase(Locale.ROOT).startsWith(service + "/")
                && !said("cnonce").isEmpty()
                && !user().isEmpty()
                && said("authzid").isEmpty()
                && said("response").matches("[0-9a-f]{32}");
    }

    private String said(String directive) {
        return directives.getOrDefault(directive, "");
    }

    /** The account. */
    String user() {
        return said("username");
    }

    /** What the server says at last, if the client has this secret: the proof that the server has it too. */
    Optional<String> proved(String secret) {
        boolean right = MessageDigest.isEqual(
                digest(secret, "AUTHENTICATE:").getBytes(StandardCharsets.US_ASCII),
                said("response").getBytes(StandardCharsets.US_ASCII));
        return right ? Optional.of("rspauth=" + digest(secret, ":")) : Optional.empty();
    }

    /** RFC 2831 2.1.2.1. */
    private String digest(String secret, String beforeUri) {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        byte[] credentials = bytes(user(), ":", said("realm"), ":", secret);
        first.writeBytes(Md5.digest(credentials));
        first.writeBytes((":" + said("nonce") + ":" + said("cnonce")).getBytes(StandardCharsets.UTF_8));
        String a1 = hex(Md5.digest(first.toByteArray()));
        String a2 = hex(Md5.digest((beforeUri + said("digest-uri")).getBytes(StandardCharsets.UTF_8)));
        String all = a1 + ":" + said("nonce") + ":" + said("nc") + ":" + said("cnonce") + ":auth:" + a2;
        return hex(Md5.digest(all.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : parts) {
            out.writeBytes(part.getBytes(charset(part)));
        }
        return out.toByteArray();
    }

    /** Each part is taken in ISO 8859-1 if it can be written in that (RFC 2831 2.1.2.1). */
    private static Charset charset(String part) {
        return part.chars().allMatch(letter -> letter <= 0xFF) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
