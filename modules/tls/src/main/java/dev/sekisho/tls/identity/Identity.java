// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.material.CertificateFields;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.KeyKind;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key with its certificate, checked and ready to serve. Two are equal if name, certificates and host names are; the key
 * is the leaf's, so it is too. The key never prints.
 */
public final class Identity {
    private final String name;
    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final KeyKind keyKind;
    private final List<HostPattern> hostNames;
    private final Pin pin;

    public Identity(
            String name, List<X509Certificate> chain, PrivateKey key, KeyKind keyKind, List<HostPattern> hostNames) {
        this.name = name;
        this.chain = List.copyOf(chain);
        this.key = key;
        this.keyKind = keyKind;
        this.hostNames = List.copyOf(hostNames);
        this.pin = CertificateFields.pin(chain.get(0));
    }

    /** What the configuration and the log call it. */
    public String name() {
        return name;
    }

    /** The leaf and those that link it to its issuer, in that order; never empty. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The certificate of the key. */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** The kind of the key. */
    public KeyKind keyKind() {
        return keyKind;
    }

    /** The host names it serves, from the configuration, else from the certificate. */
    public List<HostPattern> hostNames() {
        return hostNames;
    }

    /** The pin of the key, for peers to pin. */
    public Pin pin() {
        return pin;
    }

    /** When the certificate's time begins. */
    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    /** When the certificate's time is over. */
    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /** True if the certificate is signed with its own key. */
    public boolean selfSigned() {
        return CertificateFields.selfIssued(leaf());
    }

    public PrivateKey key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity
                && identity.name.equals(name)
                && identity.chain.equals(chain)
                && identity.hostNames.equals(hostNames);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + pin.hashCode();
    }

    @Override
    public String toString() {
        return "identity " + name + " (" + keyKind + ", " + hostNames + ", until " + notAfter() + ", " + pin + ")";
    }
}
