// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key with a self-signed certificate, made by openssl.
 *
 * @param certificate the certificate in PEM
 * @param key the private key in PEM, which may be read by everybody: servers of others read it as users of their own
 */
public record PeerKey(Path certificate, Path key) {

    /** Makes one: {@code name.crt} and {@code name.key} in a folder. */
    public static PeerKey make(Path folder, String name, String subject) throws Exception {
        PeerKey made = new PeerKey(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + subject,
                        "-addext",
                        "subjectAltName=DNS:" + subject,
                        "-keyout",
                        made.key.toString(),
                        "-out",
                        made.certificate.toString())
                .succeed();
        Files.setPosixFilePermissions(made.key, PosixFilePermissions.fromString("rw-r--r--"));
        return made;
    }

    /** The pin, computed by openssl and by RFC 7469 2.4. */
    public String pin() throws Exception {
        return "sha256/" + Base64.getEncoder().encodeToString(digest());
    }

    /** The same digest as Postfix writes it. */
    String fingerprint() throws Exception {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest());
    }

    private byte[] digest() throws Exception {
        Command.Result spki = Command.of("openssl", "pkey", "-in", key.toString(), "-pubout", "-outform", "DER")
                .succeed();
        return MessageDigest.getInstance("SHA-256").digest(spki.octets());
    }
}
