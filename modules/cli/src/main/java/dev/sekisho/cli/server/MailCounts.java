// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.HumanDuration;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.store.StoreInspection;
import dev.sekisho.store.login.GuessSummary;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.sending.UserAtLimit;
import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.FreeDiskSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is on its way out, and what failed, as the store has it.
 *
 * @param summary how it stands with what is on its way out; empty where the store cannot be looked at
 * @param kept how many mails each mail repository keeps, by path
 * @param exposed for how many users somebody tried a login in cleartext
 * @param guesses who is held off from logging in
 * @param atLimit users that have sent to as many recipients as they may
 * @param lowSpace why no new mail is taken, if the disk of the store is why
 * @param why why it cannot be looked at
 */
record MailCounts(
        Optional<OutgoingSummary> summary,
        Map<String, Long> kept,
        long exposed,
        GuessSummary guesses,
        List<UserAtLimit> atLimit,
        Optional<String> lowSpace,
        String why) {

    /** Looks, and changes nothing. */
    static MailCounts of(HomeFolder home) {
        Optional<String> lowSpace = Optional.empty();
        try {
            DatabaseSettings settings = CommandStore.settings(home);
            lowSpace =
                    settings instanceof DatabaseSettings.Sqlite file ? FreeDiskSpace.lowSpace(file) : Optional.empty();
            return StoreInspection.at(settings) instanceof StoreInspection.Current current
                    ? new MailCounts(
                            Optional.of(current.outgoing()),
                            current.kept(),
                            current.exposed(),
                            current.guesses(),
                            current.atLimit(),
                            lowSpace,
                            "")
                    : new MailCounts(
                            Optional.empty(),
                            Map.of(),
                            0,
                            GuessSummary.NONE,
                            List.of(),
                            lowSpace,
                            "its store has another version");
        } catch (StoreException | CommandFault e) {
            return new MailCounts(
                    Optional.empty(),
                    Map.of(),
                    0,
                    GuessSummary.NONE,
                    List.of(),
                    lowSpace,
                    String.valueOf(e.getMessage()));
        }
    }

    /** For people. */
    List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        lowSpace.ifPresent(words -> lines.add("problem: " + words));
        if (summary.isEmpty()) {
            lines.add("outgoing: unknown, " + why);
            return lines;
        }
        String counts = Arrays.stream(RecipientStatus.values())
                .filter(status -> summary.get().recipients().containsKey(status))
                .map(status -> summary.get().recipients().get(status) + " " + status.text())
                .collect(Collectors.joining(", "));
        lines.add(
                counts.isEmpty()
                        ? "outgoing: the queue is empty"
                        : "outgoing, by recipients: " + counts
                                + summary.get()
                                        .oldest()
                                        .map(oldest -> age(oldest, now))
                                        .orElse(""));
        if (summary.get().blocked()) {
            lines.add(
                    "problem: " + OutgoingSummary.PORT_BLOCKED + ": see conf/relay.xml and 'sekisho check --network'");
        }
        if (exposed > 0) {
            lines.add("problem: " + Plural.of(exposed, "account")
                    + " for which somebody tried a login in cleartext: see 'sekisho user list'");
        }
        if (!guesses.equals(GuessSummary.NONE)) {
            lines.add("logins: " + Plural.of(guesses.holdOffs().size(), "hold-off") + ", "
                    + Plural.of(guesses.guarded().size(), "account")
                    + " guessed from many addresses: see 'sekisho ban list'");
        }
        lines.addAll(UserAtLimitText.lines(atLimit));
        long failed = kept.getOrDefault(RepositoryAdmin.ERRORS, 0L);
        if (failed > 0) {
            lines.add("failed: " + Plural.of(failed, "mail")
                    + " could not be processed and will not be tried again: see 'sekisho repository list "
                    + RepositoryAdmin.ERRORS + "'");
        }
        String others = kept.entrySet().stream()
                .filter(each -> !each.getKey().equals(RepositoryAdmin.ERRORS))
                .map(each -> Plural.of(each.getValue(), "mail") + " in " + each.getKey())
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            lines.add("in repositories: " + others + ": see 'sekisho repository list'");
        }
        return lines;
    }

    private static String age(Instant oldest, Instant now) {
        return "; the oldest message is " + HumanDuration.of(Duration.between(oldest, now)) + " old";
    }

    /** How many mails failed, if that is known. */
    Optional<Long> failed() {
        return summary.map(known -> kept.getOrDefault(RepositoryAdmin.ERRORS, 0L));
    }

    /** What each mail repository keeps, for programs. */
    ObjectNode repositories() {
        ObjectNode object = JsonOutput.object();
        kept.forEach(object::put);
        return object;
    }

    /** What is on its way out, for programs. */
    ObjectNode json() {
        ObjectNode object = JsonOutput.object();
        if (summary.isEmpty()) {
            return object.put("unknown", why);
        }
        for (RecipientStatus status : RecipientStatus.values()) {
            object.put(status.word(), summary.get().recipients().getOrDefault(status, 0L));
        }
        return object.put(
                        "oldest", summary.get().oldest().map(Instant::toString).orElse(""))
                .put("port25Blocked", summary.get().blocked());
    }
}
