// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.reload;

import dev.sekisho.tls.identity.Identities;
import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoadResult.Unusable;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.reload.ExpiryWarning.Stage;
import dev.sekisho.tls.server.ServerTls;
import dev.sekisho.tls.server.UnservableIdentity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the files of the identities every so often, and puts changed ones into service. An identity whose files have become
 * unusable goes on as it was, is reported, and is tried again when its files change. Also warns of certificates whose time is nearly
 * over, and has the keys of session tickets changed. All looks take turns; the listener is called by the thread that looks.
 */
public final class IdentityWatch implements AutoCloseable {
    /** The time between two looks; a change is in service after two to three of them. */
    public static final Duration PERIOD = Duration.ofMillis(1500);

    private final List<WatchedIdentitySource> sources;
    private final ServerTls tls;
    private final Clock clock;
    private final Listener listener;
    private final Map<X509Certificate, Stage> warned = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watching = new Thread(task, "certificate-watch");
        watching.setDaemon(true);
        return watching;
    });

    /** Gets what the watch finds, for log and status. */
    public interface Listener {
        /** An identity was read anew and is in service from the next handshake on; the problems are warnings. */
        void replaced(Identity identity, List<IdentityProblem> warnings);

        /** An identity's files have become unusable; the one in use, if any, stays. Told once for the same problems. */
        void kept(String identity, List<IdentityProblem> problems);

        /** An identity's files had become unusable, and are again what is in service. */
        void mended(Identity identity);

        /** A certificate's time is nearly over; reported once for each stage. */
        void expiring(ExpiryWarning warning);

        /** A look failed by a fault of this program; the next one takes place. */
        void failed(Throwable fault);
    }

    /**
     * @param sources where the identities are read from, the default one first
     * @param tls the server that presents them
     * @param clock for the validity of certificates
     * @param listener gets what is found
     */
    public IdentityWatch(List<IdentitySource> sources, ServerTls tls, Clock clock, Listener listener) {
        this.sources = sources.stream().map(WatchedIdentitySource::new).toList();
        this.tls = tls;
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins to look, every so often. */
    public void start(Duration period) {
        thread.scheduleWithFixedDelay(this::lookAndSurvive, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void lookAndSurvive() {
        try {
            look();
        } catch (RuntimeException | Error fault) {
            listener.failed(fault);
        }
    }

    /** Looks once. Files that changed are read at the second look that finds them the same. */
    public synchronized void look() {
        Instant now = clock.instant();
        for (WatchedIdentitySource source : sources) {
            source.look(now).ifPresent(load -> take(source, load));
        }
        tls.rotateTicketKeys();
        for (Identity identity : tls.identities().all()) {
            ExpiryWarning.of(identity, now).ifPresent(warning -> warn(identity, warning));
        }
    }

    /** What is wrong with the files as they are now: errors for identities that go on as they were, and warnings. */
    public synchronized List<IdentityProblem> problems() {
        return sources.stream().flatMap(source -> source.problems().stream()).toList();
    }

    private void take(WatchedIdentitySource source, IdentityLoadResult load) {
        boolean broken = !source.usable();
        IdentityLoadResult outcome = load instanceof Loaded loaded ? inService(loaded, broken) : load;
        boolean news = source.remember(outcome);
        if (outcome instanceof Unusable && news) {
            listener.kept(source.name(), outcome.problems());
        }
    }

    private IdentityLoadResult inService(Loaded loaded, boolean mended) {
        Identity identity = loaded.identity();
        Identities present = tls.identities();
        if (present.all().contains(identity)) {
            if (mended) {
                listener.mended(identity);
            }
            return loaded;
        }
        try {
            tls.replace(with(present, identity));
        } catch (UnservableIdentity refused) {
            return new Unusable(List.of(new IdentityProblem(
                    identity.name(),
                    fileOf(identity),
                    Fault.REFUSED_BY_ENGINE,
                    String.valueOf(refused.getMessage()),
                    "use another certificate")));
        }
        listener.replaced(identity, loaded.problems());
        return loaded;
    }

    private Path fileOf(Identity identity) {
        return sources.stream()
                .filter(source -> source.name().equals(identity.name()))
                .map(WatchedIdentitySource::certificate)
                .findFirst()
                .orElseThrow();
    }

    /** The identities in service with one of them changed or added, in the order of the sources. */
    private Identities with(Identities present, Identity changed) {
        List<Identity> next = new ArrayList<>();
        for (WatchedIdentitySource source : sources) {
            if (source.name().equals(changed.name())) {
                next.add(changed);
            } else {
                present.all().stream()
                        .filter(identity -> identity.name().equals(source.name()))
                        .forEach(next::add);
            }
        }
        return Identities.of(next);
    }

    private void warn(Identity identity, ExpiryWarning warning) {
        if (warned.put(identity.leaf(), warning.stage()) != warning.stage()) {
            listener.expiring(warning);
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
