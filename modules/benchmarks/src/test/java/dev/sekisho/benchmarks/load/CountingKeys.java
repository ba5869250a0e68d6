// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.KeyFiles;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Counts how often its key is asked for, which a handshake that resumes a session does not do. */
final class CountingKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "server";

    private final AtomicInteger asked = new AtomicInteger();
    private final PrivateKey key;
    private final X509Certificate certificate;

    CountingKeys(KeyFiles files) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = KeyFiles.PASSWORD.toCharArray();
        try (InputStream content = Files.newInputStream(files.pkcs12())) {
            store.load(content, password);
        }
        key = (PrivateKey) store.getKey(ALIAS, password);
        certificate = (X509Certificate) store.getCertificate(ALIAS);
    }

    int asked() {
        return asked.get();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return keyType.equals(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        asked.incrementAndGet();
        return key;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {certificate};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
