// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.Age;
import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.Counted;
import dev.sekisho.cli.Home;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.OpenedStore;
import dev.sekisho.store.StoreLook;
import dev.sekisho.store.StoreSettings;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.repository.RepositoryDesk;
import dev.sekisho.store.sql.FreeSpace;
import dev.sekisho.store.sql.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is on its way out, and what failed, as the store has it.
 *
 * @param summary how it stands with what is on its way out; empty where the store cannot be looked at
 * @param kept how many mails each mail repository keeps, by path
 * @param exposed how many users' passwords were sent in cleartext
 * @param shortage why no new mail is taken, if the disk of the store is why
 * @param why why it cannot be looked at
 */
record MailState(
        Optional<OutgoingSummary> summary,
        Map<String, Long> kept,
        long exposed,
        Optional<String> shortage,
        String why) {

    /** Looks, and changes nothing. */
    static MailState of(Home home) {
        Optional<String> shortage = Optional.empty();
        try {
            StoreSettings settings = OpenedStore.settings(home);
            shortage = settings instanceof StoreSettings.Sqlite file ? FreeSpace.shortage(file) : Optional.empty();
            return StoreLook.at(settings) instanceof StoreLook.Current current
                    ? new MailState(Optional.of(current.outgoing()), current.kept(), current.exposed(), shortage, "")
                    : new MailState(Optional.empty(), Map.of(), 0, shortage, "its store is of another version");
        } catch (StoreException | CommandFault e) {
            return new MailState(Optional.empty(), Map.of(), 0, shortage, String.valueOf(e.getMessage()));
        }
    }

    /** For people. */
    List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        shortage.ifPresent(words -> lines.add("problem: " + words));
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
                        ? "outgoing: nothing is on its way out"
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
            lines.add("problem: " + Counted.of(exposed, "account")
                    + " whose password was sent in cleartext: see 'sekisho user list'");
        }
        long failed = kept.getOrDefault(RepositoryDesk.ERRORS, 0L);
        if (failed > 0) {
            lines.add("failed: " + Counted.of(failed, "mail")
                    + " could not be processed and will not be tried again: see 'sekisho repository list "
                    + RepositoryDesk.ERRORS + "'");
        }
        String others = kept.entrySet().stream()
                .filter(each -> !each.getKey().equals(RepositoryDesk.ERRORS))
                .map(each -> Counted.of(each.getValue(), "mail") + " in " + each.getKey())
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            lines.add("put aside: " + others + ": see 'sekisho repository list'");
        }
        return lines;
    }

    private static String age(Instant oldest, Instant now) {
        return "; the oldest message is " + Age.of(Duration.between(oldest, now)) + " old";
    }

    /** How many mails failed, if that is known. */
    Optional<Long> failed() {
        return summary.map(known -> kept.getOrDefault(RepositoryDesk.ERRORS, 0L));
    }

    /** What each mail repository keeps, for programs. */
    ObjectNode repositories() {
        ObjectNode object = Json.object();
        kept.forEach(object::put);
        return object;
    }

    /** What is on its way out, for programs. */
    ObjectNode json() {
        ObjectNode object = Json.object();
        if (summary.isEmpty()) {
            return object.put("unknown", why);
        }
        for (RecipientStatus status : RecipientStatus.values()) {
            object.put(
                    status.name().toLowerCase(Locale.ROOT),
                    summary.get().recipients().getOrDefault(status, 0L));
        }
        return object.put(
                        "oldest", summary.get().oldest().map(Instant::toString).orElse(""))
                .put("port25Blocked", summary.get().blocked());
    }
}
