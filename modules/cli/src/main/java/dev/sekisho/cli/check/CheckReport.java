// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.check.Finding.Topic;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.problem.Severity;
import java.util.List;
import java.util.Optional;

/**
 * The findings of a check.
 *
 * @param configuration what was read; empty if it has problems
 * @param findings all of it, by topic
 */
record CheckReport(Optional<SekishoConfiguration> configuration, List<Finding> findings) {
    CheckReport {
        findings = List.copyOf(findings);
    }

    /** True if nothing stands against a start. */
    boolean fine() {
        return count(Severity.PROBLEM) == 0;
    }

    /** True unless the network was tried, and something there keeps mail from leaving. */
    boolean mailCanLeave() {
        return findings.stream()
                .noneMatch(finding ->
                        finding.topic() == Topic.NETWORK && finding.problem().severity() == Severity.WARNING);
    }

    long count(Severity severity) {
        return of(severity).size();
    }

    List<Finding> of(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.problem().severity() == severity)
                .toList();
    }
}
