// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key and its self-signed certificate, the same for all servers, made by openssl. */
public record KeyFiles(Path certificate, Path key, Path pkcs12) {
    /** The password of the PKCS#12 file. */
    public static final String PASSWORD = "benchmark";

    /** The kinds of keys that servers have. */
    public enum Kind {
        /** ECDSA on P-256. */
        ECDSA("ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        /** RSA of 2048 bits. */
        RSA("rsa:2048");

        private final List<String> words;

        Kind(String... words) {
            this.words = List.of(words);
        }
    }

    /** Makes a key in a folder. */
    public static KeyFiles make(Kind kind, Path folder) throws IOException {
        Files.createDirectories(folder);
        KeyFiles made =
                new KeyFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"), folder.resolve("identity.p12"));
        List<String> request = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "30"));
        request.addAll(List.of("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-newkey"));
        request.addAll(kind.words);
        request.addAll(List.of("-keyout", made.key.toString(), "-out", made.certificate.toString()));
        ServerDaemon.run(folder, request);
        List<String> export = new ArrayList<>(List.of("openssl", "pkcs12", "-export", "-name", "server"));
        export.addAll(List.of("-in", made.certificate.toString(), "-inkey", made.key.toString()));
        export.addAll(List.of("-out", made.pkcs12.toString(), "-passout", "pass:" + PASSWORD));
        ServerDaemon.run(folder, export);
        return made;
    }
}
