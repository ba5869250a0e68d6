// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.tls.identity.Identity;
import dev.sekisho.tls.material.IdentityProblem;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import dev.sekisho.tls.ocsp.OcspStapler;
import dev.sekisho.tls.reload.ExpiryWarning;
import dev.sekisho.tls.reload.IdentityWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of problems with certificates while the server runs: in the log when they occur, and in the status as long as they last. */
final class CertificateStatus implements IdentityWatch.Listener, OcspStapler.Listener {
    private static final Logger LOGGER = LoggerFactory.getLogger(CertificateStatus.class);

    private final Map<String, List<String>> unusable = new TreeMap<>();
    private final Map<String, String> expiring = new TreeMap<>();
    private final Map<String, String> unstapled = new TreeMap<>();
    private final Map<String, List<String>> warnings = new TreeMap<>();
    private Supplier<List<String>> together = List::of;
    private Runnable changed = () -> {};

    /**
     * Says what was presented at start.
     *
     * @param atStart what was wrong with it and refused nothing
     * @param of gives the present warnings about all identities together
     */
    synchronized void started(List<IdentityProblem> atStart, Supplier<List<String>> of) {
        atStart.stream()
                .map(IdentityProblem::identity)
                .distinct()
                .forEach(identity -> remember(
                        identity,
                        atStart.stream()
                                .filter(problem -> problem.identity().equals(identity))
                                .toList()));
        together = of;
    }

    /** Who can read a key may change without its content, and nobody looks at that again. */
    private void remember(String identity, List<IdentityProblem> problems) {
        warnings.put(
                identity,
                problems.stream()
                        .filter(problem -> problem.fault() != Fault.KEY_EXPOSED)
                        .map(IdentityProblem::toString)
                        .toList());
    }

    /** Calls {@code action} whenever there is something new for the status. */
    synchronized void onChange(Runnable action) {
        changed = action;
    }

    /** What is wrong now, a line each. */
    synchronized List<String> problems() {
        List<String> problems = new ArrayList<>();
        unusable.values().forEach(problems::addAll);
        problems.addAll(expiring.values());
        problems.addAll(unstapled.values());
        warnings.values().forEach(problems::addAll);
        problems.addAll(together.get());
        return problems;
    }

    @Override
    public void replaced(Identity identity, List<IdentityProblem> found) {
        LOGGER.info(
                "certificate of identity {} replaced, valid until {}; pin {}",
                identity.name(),
                identity.notAfter(),
                identity.pin());
        found.forEach(warning -> LOGGER.warn("{}", warning));
        update(() -> {
            remember(identity.name(), found);
            unusable.remove(identity.name());
            expiring.remove(identity.name());
            unstapled.remove(identity.name());
        });
    }

    @Override
    public void kept(String identity, List<IdentityProblem> problems) {
        problems.forEach(problem -> LOGGER.error("{}; the certificate that was in use stays in use", problem));
        update(() -> unusable.put(
                identity, problems.stream().map(IdentityProblem::toString).toList()));
    }

    @Override
    public void mended(Identity identity) {
        LOGGER.info("the files of identity {} can be used again; they are what is presented", identity.name());
        update(() -> unusable.remove(identity.name()));
    }

    @Override
    public void expiring(ExpiryWarning warning) {
        LOGGER.warn("{}", warning);
        update(() -> expiring.put(warning.identity(), warning.toString()));
    }

    @Override
    public void stapled(String identity, Instant until) {
        LOGGER.info(
                "identity {}: the OCSP answer that its certificate demands is stapled, good until {}", identity, until);
        update(() -> unstapled.remove(identity));
    }

    @Override
    public void notRefreshed(String identity, String why, Optional<Instant> stillGoodUntil) {
        if (stillGoodUntil.isPresent()) {
            LOGGER.warn(
                    "identity {}: no fresh OCSP answer: {}; the present one is valid until {}; Sekisho tries again",
                    identity,
                    why,
                    stillGoodUntil.get());
            return;
        }
        String problem =
                "identity " + identity + ": its certificate demands an OCSP answer (must-staple), and there is none: "
                        + why + "; some clients will refuse it";
        LOGGER.error("{}", problem);
        update(() -> unstapled.put(identity, problem));
    }

    @Override
    public void failed(Throwable fault) {
        LOGGER.error("a fault while looking for changed certificate files; trying again", fault);
    }

    private void update(Runnable change) {
        Runnable notify;
        synchronized (this) {
            change.run();
            notify = changed;
        }
        notify.run();
    }
}
