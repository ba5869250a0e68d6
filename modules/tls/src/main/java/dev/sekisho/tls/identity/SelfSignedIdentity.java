// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.policy.diagnostics.FileErrorCause;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoadResult.Unusable;
import dev.sekisho.tls.material.FileReplacement;
import dev.sekisho.tls.material.FileReplacement.Content;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.material.MaterialFile;
import dev.sekisho.tls.material.PemEncoder;
import dev.sekisho.tls.material.PrivateFiles;
import dev.sekisho.tls.material.UnusableMaterial;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The server's own self-signed identity: an ECDSA P-256 key, made once and kept, in {@code key.pem}, and a certificate for it in
 * {@code certificate.pem}. A new certificate keeps the key, and so the pin that peers know.
 */
public final class SelfSignedIdentity {
    /** Renewed when less than this is left. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private static final Object IN_THIS_PROCESS = new Object();

    private final String name;
    private final Path directory;
    private final HostPattern hostName;
    private final Clock clock;

    /**
     * @param name what the configuration and the log call the identity
     * @param directory where its files are; made with mode 0700 if missing
     * @param hostName the name that the certificate is for; the certificate also names {@code localhost}
     * @param clock for the certificate's validity
     */
    public SelfSignedIdentity(String name, Path directory, HostPattern hostName, Clock clock) {
        this.name = name;
        this.directory = directory;
        this.hostName = hostName;
        this.clock = clock;
    }

    /** What came of {@link #ensure()}, {@link #renew()} or {@link #renewWithNewKey()}. */
    public sealed interface Outcome {
        /** The files were there, and nothing was changed. */
        record Kept(Identity identity) implements Outcome {
            @Override
            public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
                return visitor.kept(this);
            }
        }

        /** Key and certificate were made. */
        record Made(Identity identity) implements Outcome {
            @Override
            public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
                return visitor.made(this);
            }
        }

        /** A new certificate was made for the kept key. */
        record Renewed(Identity identity) implements Outcome {
            @Override
            public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
                return visitor.renewed(this);
            }
        }

        /**
         * Another key was made, with a certificate for it.
         *
         * @param identity the new identity
         * @param kept the files that hold the key and the certificate that were there before
         */
        record Rekeyed(Identity identity, List<Path> kept) implements Outcome {
            public Rekeyed {
                kept = List.copyOf(kept);
            }

            @Override
            public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
                return visitor.rekeyed(this);
            }
        }

        /** There is no usable identity. */
        record Failed(List<IdentityProblem> problems) implements Outcome {
            @Override
            public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
                return visitor.failed(this);
            }
        }

        /** What the visitor's method for this outcome makes of it. */
        <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E;

        /** A method for each outcome. */
        interface Visitor<T, E extends Exception> {
            T kept(Kept kept) throws E;

            T made(Made made) throws E;

            T renewed(Renewed renewed) throws E;

            T rekeyed(Rekeyed rekeyed) throws E;

            T failed(Failed failed) throws E;
        }
    }

    /** Where the identity is read from, to be watched like any other. */
    public IdentitySource source() {
        return IdentitySource.ofPem(name, certificateFile(), keyFile());
    }

    /**
     * Reads the identity, makes it if there is none, and renews its certificate if its time is nearly over, or if it is for another
     * host name. A certificate without its key is a failure: another key would have another pin, and that is for the operator to decide.
     */
    public Outcome ensure() {
        return guarded(() -> {
            if (!Files.exists(keyFile())) {
                return Files.exists(certificateFile()) ? keyIsLost() : made();
            }
            if (!Files.exists(certificateFile())) {
                return renewed();
            }
            IdentityLoadResult load = IdentityLoader.load(source(), clock.instant());
            if (load instanceof Loaded loaded) {
                return fits(loaded.identity()) ? new Outcome.Kept(loaded.identity()) : renewed();
            }
            return onlyExpired(load) ? renewed() : new Outcome.Failed(load.problems());
        });
    }

    /** Makes a new certificate for the kept key; the pin stays the same. */
    public Outcome renew() {
        return guarded(() -> Files.exists(keyFile()) ? renewed() : keyIsLost());
    }

    /** Makes another key with a certificate for it, and keeps the old ones aside. Its pin is another one: whoever pinned the old must learn it. */
    public Outcome renewWithNewKey() {
        return guarded(() -> {
            KeyPair keys = SelfSignedCertificateFactory.newKeys();
            String certificate = PemEncoder.of(SelfSignedCertificateFactory.make(keys, hostName, clock.instant()));
            List<Path> kept = FileReplacement.exchange(
                    List.of(
                            new Content(keyFile(), ascii(PemEncoder.of(keys.getPrivate())), true),
                            new Content(certificateFile(), ascii(certificate), false)),
                    clock.instant());
            return loaded(identity -> new Outcome.Rekeyed(identity, kept));
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean fits(Identity identity) {
        Instant renewFrom = identity.notAfter().minus(RENEW_BEFORE);
        return identity.hostNames().contains(hostName) && clock.instant().isBefore(renewFrom);
    }

    private static boolean onlyExpired(IdentityLoadResult load) {
        return load instanceof Unusable
                && load.problems().stream()
                        .allMatch(problem -> problem.fault() == Fault.EXPIRED || problem.fault() == Fault.KEY_EXPOSED);
    }

    private Outcome made() throws IOException {
        KeyPair keys = SelfSignedCertificateFactory.newKeys();
        PrivateFiles.write(keyFile(), PemEncoder.of(keys.getPrivate()));
        write(keys);
        return loaded(Outcome.Made::new);
    }

    private Outcome renewed() throws IOException, UnusableMaterial {
        write(SelfSignedCertificateFactory.keysOf(MaterialFile.read(keyFile())));
        return loaded(Outcome.Renewed::new);
    }

    private void write(KeyPair keys) throws IOException {
        PrivateFiles.writePublic(
                certificateFile(), PemEncoder.of(SelfSignedCertificateFactory.make(keys, hostName, clock.instant())));
    }

    private Outcome loaded(java.util.function.Function<Identity, Outcome> outcome) {
        IdentityLoadResult load = IdentityLoader.load(source(), clock.instant());
        return load instanceof Loaded usable ? outcome.apply(usable.identity()) : new Outcome.Failed(load.problems());
    }

    private Outcome keyIsLost() {
        return new Outcome.Failed(List.of(new IdentityProblem(
                name,
                keyFile(),
                Fault.MISSING,
                "the key is missing, and its certificate " + certificateFile() + " is there",
                "put the key back; or remove the certificate too, and give the new pin to the peers")));
    }

    private interface Step {
        Outcome take() throws IOException, UnusableMaterial;
    }

    /** Takes a step while no other thread or process takes one in the same directory. */
    private Outcome guarded(Step step) {
        synchronized (IN_THIS_PROCESS) {
            try {
                PrivateFiles.makeDirectory(directory);
                try (FileChannel lockFile = FileChannel.open(
                                directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = lockFile.lock()) {
                    return lock.isValid() ? step.take() : unwritable("the lock was lost", "start again");
                }
            } catch (UnusableMaterial fault) {
                return new Outcome.Failed(List.of(fault.problem(name)));
            } catch (IOException e) {
                return unwritable(e.toString(), FileErrorCause.of(e).advice());
            }
        }
    }

    private Outcome unwritable(String cause, String advice) {
        return new Outcome.Failed(
                List.of(new IdentityProblem(name, directory, Fault.UNWRITABLE, "cannot be written: " + cause, advice)));
    }

    private Path keyFile() {
        return directory.resolve("key.pem");
    }

    private Path certificateFile() {
        return directory.resolve("certificate.pem");
    }
}
