// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.cli.prove.RowResult.Verdict;
import dev.sekisho.policy.pin.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The results of all rows of a port.
 *
 * @param results one for each row, in the order of the contract
 * @param pin the pin of the key that the server presented; empty if it presented none
 * @param took how long it took
 */
public record PortProof(List<RowResult> results, Optional<Pin> pin, Duration took) {
    public PortProof {
        results = List.copyOf(results);
    }

    /** How many rows came to this. */
    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }
}
