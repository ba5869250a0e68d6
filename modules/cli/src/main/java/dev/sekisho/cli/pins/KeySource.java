// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pins;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.policy.Pin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads what is typed for a key: a pin, a PEM file with a certificate or public key, or host:port of a server to be asked. */
final class KeySource {
    private static final Pattern SERVER = Pattern.compile("\\[?([^\\[\\]/@\\s]+?)\\]?:([1-9][0-9]{0,4})");
    private static final long LONGEST = 1024 * 1024;

    private KeySource() {}

    static OfferedKey read(String text, Optional<Boolean> implicitTls) {
        Optional<Pin> pin = Pin.parse(text);
        if (pin.isPresent()) {
            return new OfferedKey(pin.get(), "as typed", List.of(), Optional.empty());
        }
        Optional<Path> file = file(text);
        if (file.isPresent()) {
            return ofPem(file.get());
        }
        Matcher server = SERVER.matcher(text);
        if (server.matches() && Integer.parseInt(server.group(2)) <= 65_535) {
            int port = Integer.parseInt(server.group(2));
            return new ServerGlimpse(server.group(1), port, implicitTls.orElse(port == 465)).look();
        }
        throw new CommandFault(
                ExitCodes.USAGE,
                text
                        + " is neither a pin (sha256/ and the base64 of 32 bytes), nor a PEM file that is there, nor host:port");
    }

    private static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::isRegularFile);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static OfferedKey ofPem(Path file) {
        String text = GivenFile.text(file, LONGEST, "certificate");
        try {
            return ofPem(file, text);
        } catch (IOException | CertificateException e) {
            throw new CommandFault(ExitCodes.FAILED, file + " cannot be read: " + e.getMessage());
        }
    }

    private static OfferedKey ofPem(Path file, String text) throws IOException, CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        try (PemReader pem = new PemReader(new StringReader(text))) {
            for (PemObject block = pem.readPemObject(); block != null; block = pem.readPemObject()) {
                if (block.getType().equals("PUBLIC KEY") && chain.isEmpty()) {
                    return new OfferedKey(Pin.ofSpki(block.getContent()), file.toString(), List.of(), Optional.empty());
                }
                if (block.getType().equals("CERTIFICATE")) {
                    chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.getContent())));
                }
            }
        }
        if (chain.isEmpty()) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    file + " has neither a CERTIFICATE nor a PUBLIC KEY in it, which is what is pinned");
        }
        return new OfferedKey(OfferedKey.pinOf(chain.get(0)), file.toString(), chain, Optional.empty());
    }
}
