// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.reload;

import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.IdentityProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of one source between two looks. For one thread at a time. */
final class WatchedIdentitySource {
    /** An unusable identity is tried again after this, though its files are as they were: a certificate's time may have begun. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final IdentitySource source;
    private List<FileFingerprint> seen = List.of();
    private List<FileFingerprint> tried = List.of();
    private Instant triedAt = Instant.MIN;
    private List<IdentityProblem> problems = List.of();
    private boolean usable = true;

    WatchedIdentitySource(IdentitySource source) {
        this.source = source;
    }

    String name() {
        return source.name();
    }

    Path certificate() {
        return source.certificate();
    }

    /** False if the files could not be used when they were tried last. */
    boolean usable() {
        return usable;
    }

    /** What is wrong with the files as they were tried last, warnings included. */
    List<IdentityProblem> problems() {
        return problems;
    }

    /**
     * Reads the identity if its files have changed since they were last tried, and are the same at two looks: certificate and key are
     * written one after the other.
     */
    Optional<IdentityLoadResult> look(Instant now) {
        List<FileFingerprint> stamps = FileFingerprint.of(source);
        boolean settled = stamps.equals(seen);
        seen = stamps;
        boolean untried = !stamps.equals(tried) || (!usable && !now.isBefore(triedAt.plus(TRY_AGAIN)));
        if (!settled || !untried) {
            return Optional.empty();
        }
        tried = stamps;
        triedAt = now;
        return Optional.of(IdentityLoader.load(source, now));
    }

    /** Remembers the result; true if the problems differ from the last ones. */
    boolean remember(IdentityLoadResult load) {
        boolean news = !load.problems().equals(problems);
        problems = load.problems();
        usable = load instanceof Loaded;
        return news;
    }
}
