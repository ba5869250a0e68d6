// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import dev.sekisho.cli.command.PagedRead;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which mails of a repository a command is about. */
final class RepositoryMailSelector {
    private final List<String> keys;
    private final boolean all;

    /**
     * Some, or all.
     *
     * @throws CommandFault if it is neither, or both
     */
    RepositoryMailSelector(@Nullable List<String> keys, boolean all) {
        this.keys = keys == null ? List.of() : List.copyOf(keys);
        this.all = all;
        if (all == !this.keys.isEmpty()) {
            throw new CommandFault(ExitCodes.USAGE, "give the keys of the mails, or --all");
        }
    }

    /**
     * In words, for a question.
     *
     * @throws CommandFault if one of the keys is not there
     */
    String inShort(RepositoryView view, String path, RepositoryText text) {
        if (all) {
            return "all of " + path + ", " + Plural.of(count(view, path), "mail");
        }
        List<RepositoryMail> mails =
                keys.stream().map(key -> view.mail(path, key)).toList();
        return mails.size() == 1 ? text.inShort(mails.get(0)) : Plural.of(mails.size(), "mail") + " of " + path;
    }

    /** How many they are just now. */
    long count(RepositoryView view, String path) {
        return all
                ? view.admin().repositories().stream()
                        .filter(each -> each.path().equals(path))
                        .mapToLong(RepositoryAdmin.Repository::mails)
                        .sum()
                : keys.size();
    }

    /**
     * Does something with each of them.
     *
     * @param now all that were kept until then are all: what comes back meanwhile is not done with twice
     * @param action false if the mail was gone
     * @return with how many it was done
     * @throws CommandFault if one of the keys is not there: then nothing is done with any
     */
    long each(RepositoryView view, String path, Instant now, Predicate<RepositoryMail> action) {
        if (!all) {
            return keys.stream().distinct().map(key -> view.mail(path, key)).toList().stream()
                    .filter(action)
                    .count();
        }
        LongAdder done = new LongAdder();
        PagedRead.each(
                "",
                last -> view.admin().page(path, last, PagedRead.SIZE),
                RepositoryMail::key,
                page -> done.add(page.stream()
                        .filter(mail -> !mail.added().isAfter(now))
                        .filter(action)
                        .count()));
        return done.sum();
    }
}
