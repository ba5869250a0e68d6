// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.trial;

import dev.sekisho.store.trial.TrialFinding;

/** Takes down what values on trial would have refused. Blocks nobody; for all threads. */
@FunctionalInterface
public interface TrialRecorder {
    /** Takes down nothing. */
    TrialRecorder NONE = (subject, recipient, reply) -> {};

    /**
     * Takes down one session's.
     *
     * @param subject of whom
     * @param recipient the recipient; empty if there is none
     * @param reply what the client would have got
     */
    void found(TrialFinding.Subject subject, String recipient, String reply);
}
