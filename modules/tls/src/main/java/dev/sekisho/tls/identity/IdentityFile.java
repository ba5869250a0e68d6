// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.PemEncoder;
import dev.sekisho.tls.material.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/** An identity in one PEM file: the key, not encrypted, then its certificate and chain. One file changes in one step, two do not. */
public final class IdentityFile {
    private IdentityFile() {}

    /**
     * Writes the file with mode 0600, whole or not at all; an existing one is replaced. Its directory must exist.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Identity identity, Path file) throws IOException {
        StringBuilder text = new StringBuilder(PemEncoder.of(identity.key()));
        for (X509Certificate certificate : identity.chain()) {
            text.append(PemEncoder.of(certificate));
        }
        PrivateFiles.write(file, text.toString());
    }
}
