// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.trial;

import java.time.Instant;

/**
 * What a value on trial would have refused, counted.
 *
 * @param subject of whom
 * @param recipient the recipient of the last time, or the first of its recipients; empty if there was none
 * @param reply the reply that the client would have got
 * @param first when it was noted down first
 * @param last when last
 * @param sessions in how many sessions
 */
public record TrialFinding(
        Subject subject, String recipient, String reply, Instant first, Instant last, long sessions) {
    /**
     * What findings are counted by.
     *
     * @param listener the listener's name
     * @param property the property on trial
     * @param value its value on trial
     * @param reason the refusal, as the log names it
     * @param client the client's address
     * @param user who had logged in, or whose password was wrong; empty if nobody
     * @param sender the sender; {@code <>} is the null sender, empty is none
     */
    public record Subject(
            String listener, String property, String value, String reason, String client, String user, String sender) {}

    /** The two as one. */
    public TrialFinding and(TrialFinding later) {
        return new TrialFinding(subject, later.recipient, later.reply, first, later.last, sessions + later.sessions);
    }
}
