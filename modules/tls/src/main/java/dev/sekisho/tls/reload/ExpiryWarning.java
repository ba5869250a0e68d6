// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.reload;

import dev.sekisho.tls.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate's time is nearly over, or over.
 *
 * @param identity the name of the identity
 * @param stage how near the end is
 * @param notAfter when it is over
 */
public record ExpiryWarning(String identity, Stage stage, Instant notAfter) {

    /** How near the end is; each is a reason to warn anew. */
    public enum Stage {
        /** Less than 21 days are left. */
        DAYS_21(Duration.ofDays(21)),
        /** Less than 7 days are left. */
        DAYS_7(Duration.ofDays(7)),
        /** Less than a day is left. */
        DAY_1(Duration.ofDays(1)),
        /** Nothing is left: clients that check certificates refuse it. */
        OVER(Duration.ZERO);

        private final Duration left;

        Stage(Duration left) {
            this.left = left;
        }

        /** The stage that a certificate is in; empty if there is time enough. */
        static Optional<Stage> of(Instant notAfter, Instant now) {
            Optional<Stage> latest = Optional.empty();
            for (Stage stage : values()) {
                if (now.isAfter(notAfter.minus(stage.left))) {
                    latest = Optional.of(stage);
                }
            }
            return latest;
        }
    }

    /** The warning due for an identity at a point in time, if any. */
    public static Optional<ExpiryWarning> of(Identity identity, Instant now) {
        return Stage.of(identity.notAfter(), now)
                .map(stage -> new ExpiryWarning(identity.name(), stage, identity.notAfter()));
    }

    /** One line for the operator. */
    @Override
    public String toString() {
        return stage == Stage.OVER
                ? "identity " + identity + ": its certificate expired at " + notAfter + "; renew it"
                : "identity " + identity + ": its certificate expires at " + notAfter + ", in less than "
                        + stage.left.toDays() + (stage == Stage.DAY_1 ? " day" : " days") + "; renew it";
    }
}
