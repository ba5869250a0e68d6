// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.config.problem.Problem;
import java.util.Locale;

/**
 * One finding of a check.
 *
 * @param topic what was looked at
 * @param problem what is the matter
 */
public record Finding(Topic topic, Problem problem) {
    /** What is looked at, in this order. */
    enum Topic {
        CONFIGURATION,
        MAILETS,
        CERTIFICATES,
        FILES,
        PINS,
        PORTS,
        NETWORK;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
