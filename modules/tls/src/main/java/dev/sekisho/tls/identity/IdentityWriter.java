// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.FileReplacement;
import dev.sekisho.tls.material.FileReplacement.Content;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.PemEncoder;
import dev.sekisho.tls.material.PrivateFiles;
import dev.sekisho.tls.material.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes an identity where a source is read from, in the source's own form: PEM in one file or two, or PKCS#12; encrypted if the source has a
 * password.
 */
public final class IdentityWriter {
    private IdentityWriter() {}

    /**
     * What was written.
     *
     * @param files the files of the source
     * @param kept the files that hold what was there before, mode 0600
     */
    public record Placed(List<Path> files, List<Path> kept) {
        public Placed {
            files = List.copyOf(files);
            kept = List.copyOf(kept);
        }
    }

    /**
     * Writes the files, whole or not at all; keys with mode 0600. A server that watches the source takes the identity in.
     *
     * @param identity what is to be read from there
     * @param target the source
     * @param now stands in the names of the files that keep the old content
     * @throws IOException if a file cannot be written, or is a symbolic link, which is another program's; nothing has changed
     */
    public static Placed place(Identity identity, IdentitySource target, Instant now) throws IOException {
        for (Path file : target.files()) {
            if (Files.isSymbolicLink(file)) {
                throw new IOException(
                        file + " is a symbolic link to " + Files.readSymbolicLink(file)
                                + ", which another program maintains; renew it with that program, or name your own files in tls.xml");
            }
            PrivateFiles.makeDirectoryOf(file);
        }
        return new Placed(target.files(), FileReplacement.exchange(contents(identity, target), now));
    }

    private static List<Content> contents(Identity identity, IdentitySource target) throws IOException {
        List<Content> contents = new ArrayList<>(withoutChainFile(identity, target));
        target.chain().ifPresent(file -> contents.add(new Content(file, ascii(issuers(identity)), false)));
        return contents;
    }

    /** What belongs into a chain's own file; the certificate itself where nothing does, since an empty file is a problem. */
    private static String issuers(Identity identity) {
        List<X509Certificate> chain = identity.chain();
        return chain.subList(chain.size() > 1 ? 1 : 0, chain.size()).stream()
                .map(PemEncoder::of)
                .collect(Collectors.joining());
    }

    private static List<Content> withoutChainFile(Identity identity, IdentitySource target) throws IOException {
        if (target.key().isEmpty() && isKeyStore(target.certificate())) {
            return List.of(new Content(target.certificate(), keyStore(identity, target.password()), true));
        }
        String key = target.password()
                .map(password -> PemEncoder.encrypted(identity.key(), password))
                .orElseGet(() -> PemEncoder.of(identity.key()));
        String chain = identity.chain().stream().map(PemEncoder::of).collect(Collectors.joining());
        if (target.keyFile().equals(target.certificate())) {
            return List.of(new Content(target.certificate(), ascii(key + chain), true));
        }
        return List.of(
                new Content(target.keyFile(), ascii(key), true),
                new Content(target.certificate(), ascii(chain), false));
    }

    /** True if the file is there and is no PEM; where there is none, by its name. */
    private static boolean isKeyStore(Path file) throws IOException {
        try {
            return !new MaterialFile(file, Files.readAllBytes(file)).pem();
        } catch (NoSuchFileException none) {
            String name = file.toString();
            return name.endsWith(".p12") || name.endsWith(".pfx") || name.endsWith(".jks");
        }
    }

    private static byte[] keyStore(Identity identity, Optional<Secret> password) throws IOException {
        char[] characters = password.map(Secret::reveal).orElse(new char[0]);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    identity.name(),
                    identity.key(),
                    characters,
                    identity.chain().toArray(X509Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, characters);
            return out.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IOException("the PKCS#12 file cannot be made: " + e.getMessage(), e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
