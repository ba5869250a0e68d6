// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.relay.client.OutboundEnvelope;
import dev.sekisho.relay.client.RecipientResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known so far of each recipient of an attempt: what the last server said that was asked for it. For one attempt, one step after the other. */
final class AttemptResults {
    private final OutboundEnvelope envelope;
    private final @Nullable AttemptResult[] results;

    /** Nobody was asked yet. */
    AttemptResults(OutboundEnvelope envelope) {
        this.envelope = envelope;
        this.results = new @Nullable AttemptResult[envelope.recipients().size()];
    }

    /** The places of those who may be asked for (elsewhere): nothing is known of them, or nothing final. */
    private List<Integer> open() {
        return IntStream.range(0, results.length)
                .filter(place -> isOpen(results[place]))
                .boxed()
                .toList();
    }

    private static boolean isOpen(@Nullable AttemptResult result) {
        return result == null || result.result().isOpen();
    }

    /** Whether all have a final result, or one that must not be asked for again at once. */
    boolean settled() {
        return open().isEmpty();
    }

    /** The message for those who may be asked for. */
    OutboundEnvelope rest() {
        return new OutboundEnvelope(
                envelope.sender(),
                envelope.ret(),
                envelope.envid(),
                open().stream().map(envelope.recipients()::get).toList());
    }

    /** A server was asked for the {@link #rest}. */
    void tried(String host, ConnectionInfo via, List<RecipientResult> offered) {
        List<Integer> open = open();
        for (int i = 0; i < open.size(); i++) {
            results[open.get(i)] = new AttemptResult(Optional.of(host), offered.get(i), Optional.of(via));
        }
    }

    /** Forgets the results of the {@link #rest}. */
    void forgetRest() {
        open().forEach(place -> results[place] = null);
    }

    /** Whether nothing is known of somebody. */
    boolean incomplete() {
        return IntStream.range(0, results.length).anyMatch(place -> results[place] == null);
    }

    /** This of all of whom nothing else is known. */
    List<AttemptResult> orElse(AttemptResult other) {
        return IntStream.range(0, results.length)
                .mapToObj(place -> results[place] == null ? other : Objects.requireNonNull(results[place]))
                .toList();
    }
}
