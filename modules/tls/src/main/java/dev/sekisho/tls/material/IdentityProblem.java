// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.nio.file.Path;

/**
 * One fault of an identity.
 *
 * @param identity the name of the identity
 * @param file the file it was found in
 * @param fault what kind of fault
 * @param found what was found there
 * @param expected what is expected instead, or what to do
 */
public record IdentityProblem(String identity, Path file, Fault fault, String found, String expected) {

    /** Kinds of faults. */
    public enum Fault {
        /** There is no such file. */
        MISSING,
        /** The process may not read the file. */
        FORBIDDEN,
        /** The file cannot be read for another reason, or is too long. */
        UNREADABLE,
        /** The file is not of a known format, or the part named is malformed. */
        MALFORMED,
        /** The file has no certificate. */
        NO_CERTIFICATE,
        /** The file has no private key. */
        NO_KEY,
        /** The file has more than one private key. */
        SEVERAL_KEYS,
        /** The key is encrypted and no password is given. */
        PASSWORD_MISSING,
        /** The password does not open the key. */
        PASSWORD_WRONG,
        /** The key is not that of the certificate. */
        KEY_MISMATCH,
        /** The key's kind or curve is not served. */
        KEY_UNSUPPORTED,
        /** The key is too short. */
        KEY_WEAK,
        /** The certificate's time is over. */
        EXPIRED,
        /** The certificate's time has not begun. */
        NOT_YET_VALID,
        /** The TLS engine refuses the identity. */
        REFUSED_BY_ENGINE,
        /** A file of the identity could not be written. */
        UNWRITABLE,
        /** Others than the owner can read the key. */
        KEY_EXPOSED(Severity.WARNING),
        /** The certificate does not name a host that it is said to serve. */
        NAME_NOT_COVERED(Severity.WARNING),
        /** The certificates do not stand in the order leaf, its issuer, and so on; they are presented in it. */
        CHAIN_ORDER(Severity.WARNING),
        /** A certificate that is none of the chain; it is left out. */
        CHAIN_EXTRA(Severity.WARNING),
        /** The certificate of the issuer is missing. */
        CHAIN_INCOMPLETE(Severity.WARNING),
        /** A certificate of the chain did not sign the one before it, though it bears the issuer's name. */
        CHAIN_BROKEN(Severity.WARNING),
        /** The time of a certificate behind the leaf is over, or has not begun. */
        CHAIN_EXPIRED(Severity.WARNING),
        /** The key is that of another identity too. */
        KEY_SHARED(Severity.WARNING),
        /** The certificate says that it is not for TLS servers. */
        NOT_FOR_SERVERS(Severity.WARNING);

        private final Severity severity;

        Fault() {
            this(Severity.ERROR);
        }

        Fault(Severity severity) {
            this.severity = severity;
        }

        /** Whether the identity can be used in spite of it. */
        public Severity severity() {
            return severity;
        }
    }

    /** How bad a fault is. */
    public enum Severity {
        /** The identity cannot be used. */
        ERROR,
        /** The identity is used, and the operator should know. */
        WARNING
    }

    /** File, found and expected, in one line for the operator. */
    @Override
    public String toString() {
        return file + ": identity " + identity + ": " + found + "; " + expected;
    }
}
