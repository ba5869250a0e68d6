// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.policy.TriedProperty;
import dev.sekisho.store.trial.RunningTrial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a value is on trial for so long that it seems forgotten: a trial protects nobody.
 *
 * @param configuration what is on trial
 * @param home where the store is
 * @param clock the time
 */
record TrialCheck(SekishoConfiguration configuration, HomeFolder home, Clock clock) {
    private static final Duration LONG = Duration.ofDays(30);

    /** What is old; nothing where the store cannot be read, which others report. Blocks. */
    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        List<ListenerConfiguration> trying = configuration.enabledListeners().stream()
                .filter(listener -> !listener.policy().trial().isEmpty())
                .toList();
        if (!trying.isEmpty()) {
            Instant now = clock.instant();
            Map<RunningTrial, Instant> running = running(now);
            trying.forEach(listener ->
                    listener.policy().trial().forEach(tried -> warn(listener, tried, running, now, problems)));
        }
        return problems.warnings();
    }

    private Map<RunningTrial, Instant> running(Instant now) {
        try {
            return CommandStore.with(home, store -> store.trials().running(now));
        } catch (CommandFault reportedElsewhere) {
            return Map.of();
        }
    }

    private static void warn(
            ListenerConfiguration listener,
            TriedProperty tried,
            Map<RunningTrial, Instant> running,
            Instant now,
            ProblemList problems) {
        String name = listener.name().text();
        Optional.ofNullable(running.get(new RunningTrial(name, tried.name(), tried.value())))
                .filter(begun -> begun.isBefore(now.minus(LONG)))
                .ifPresent(begun -> problems.warn(
                        listener.position(),
                        "listener " + name,
                        tried.name() + " " + tried.value() + " is on trial since "
                                + begun.atZone(ZoneOffset.UTC).toLocalDate() + ", "
                                + Duration.between(begun, now).toDays() + " days",
                        "see 'report trial --listener " + name + "', then put the value in force, or remove it"));
    }
}
