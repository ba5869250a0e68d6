// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

/** Receives the progress of a proof. */
@FunctionalInterface
public interface ProveProgress {
    /** Tells nobody. */
    ProveProgress NONE = (done, of) -> {};

    /**
     * Some more rows have been walked.
     *
     * @param done how many
     * @param of how many there are
     */
    void at(int done, int of);
}
