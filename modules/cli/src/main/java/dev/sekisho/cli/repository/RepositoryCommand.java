// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import dev.sekisho.cli.command.CommandLog;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.PagedRead;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.cli.terminal.ProgressBar;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What processors have put aside: list, show, export, resend, remove. */
@Command(
        name = "repository",
        description = "Mail that was put aside, because it failed or because mailetcontainer.xml says so.",
        mixinStandardHelpOptions = true)
public final class RepositoryCommand {
    private static final String WHICH = "a path of the listing, or its last word if that is enough";
    private static final String START = "root";

    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public RepositoryCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(name = "list", description = "All repositories, or the mail of one.", mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", arity = "0..1", description = WHICH) Optional<String> which,
            @Option(names = "--json", description = "for programs") boolean json) {
        return CommandStore.with(home.home(), store -> {
            RepositoryView shelf = new RepositoryView(store);
            return which.isPresent() ? mails(shelf, shelf.path(which.get()), json) : repositories(shelf, json);
        });
    }

    private int repositories(RepositoryView shelf, boolean json) {
        List<RepositoryAdmin.Repository> all = shelf.desk().repositories();
        if (json) {
            terminal.out().println(JsonOutput.text(RepositoryJson.of(all)));
        } else if (all.isEmpty()) {
            terminal.out().println("nothing was ever put aside");
        } else {
            RepositoryText.table(all).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private int mails(RepositoryView shelf, String path, boolean json) {
        RepositoryText text = new RepositoryText(clock.instant());
        PagedRead.JsonArray array = new PagedRead.JsonArray(terminal.out());
        long mails =
                PagedRead.each("", last -> shelf.desk().page(path, last, PagedRead.SIZE), RepositoryMail::key, page -> {
                    if (json) {
                        page.forEach(mail -> array.add(RepositoryJson.of(mail)));
                    } else {
                        text.mails(page).forEach(terminal.out()::println);
                    }
                });
        if (json) {
            array.end();
        } else if (mails == 0) {
            terminal.out().println(path + " is empty");
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "show",
            description = "One mail: its envelope, attributes, error and header.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", description = "which mail") String key,
            @Option(names = "--json", description = "for programs") boolean json) {
        return CommandStore.with(home.home(), store -> {
            RepositoryView shelf = new RepositoryView(store);
            RepositoryMail mail = shelf.mail(shelf.path(which), key);
            MessageHeader header = shelf.header(mail);
            if (json) {
                terminal.out().println(JsonOutput.text(RepositoryJson.of(mail, header)));
            } else {
                new RepositoryText(clock.instant()).show(mail, header).forEach(terminal.out()::println);
            }
            return ExitCodes.OK;
        });
    }

    @Command(
            name = "export",
            description = "Writes a message, octet for octet, to a file of mode 0600, or to standard output.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", description = "which mail") String key,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "where to (default: standard output)")
                    Optional<Path> file,
            @Option(names = "--overwrite", description = "replace the file if it is there") boolean overwrite) {
        return CommandStore.with(home.home(), store -> {
            RepositoryView shelf = new RepositoryView(store);
            RepositoryMail mail = shelf.mail(shelf.path(which), key);
            MessageExport export = new MessageExport(shelf, mail);
            if (file.isPresent()) {
                export.to(file.get().toAbsolutePath().normalize(), overwrite);
                terminal.out().println("exported " + Plural.of(mail.size(), "octet") + " to " + file.get());
            } else {
                export.to(terminal.octets());
            }
            return ExitCodes.OK;
        });
    }

    @Command(
            name = "resend",
            description = "Moves mails back into the spool, to be processed as if they had just come in.",
            mixinStandardHelpOptions = true)
    int resend(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", arity = "0..*", description = "which mails") List<String> keys,
            @Option(names = "--all", description = "all that are there now") boolean all,
            @Option(
                            names = "--processor",
                            paramLabel = "NAME",
                            defaultValue = START,
                            description = "where in mailetcontainer.xml they begin (default: root)")
                    String processor) {
        known(home, processor);
        return each(
                home,
                which,
                new RepositoryMailSelector(keys, all),
                "moved into the spool",
                "resend",
                (shelf, mail) -> shelf.desk().resend(mail.repository(), mail.key(), processor, clock.instant()));
    }

    private static void known(HomeOption home, String processor) {
        Set<String> processors =
                new TreeSet<>(ConfigurationLoader.processors(home.home().conf()));
        processors.add(START);
        if (!processors.contains(processor)) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "there is no processor " + processor + " in conf/mailetcontainer.xml; there are "
                            + String.join(", ", processors) + "; nothing was changed");
        }
    }

    @Command(
            name = "remove",
            description = "Removes mails; nobody is told, and it cannot be undone.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", arity = "0..*", description = "which mails") List<String> keys,
            @Option(names = "--all", description = "all that are there now") boolean all,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        RepositoryMailSelector chosen = new RepositoryMailSelector(keys, all);
        String what = CommandStore.with(home.home(), store -> {
            RepositoryView shelf = new RepositoryView(store);
            return chosen.inShort(shelf, shelf.path(which), new RepositoryText(clock.instant()));
        });
        terminal.confirm("Remove " + what + "?", yes);
        return each(
                home,
                which,
                chosen,
                "removed",
                "remove",
                (shelf, mail) -> shelf.desk().remove(mail.repository(), mail.key()));
    }

    private int each(
            HomeOption home,
            String which,
            RepositoryMailSelector chosen,
            String done,
            String word,
            BiFunction<RepositoryView, RepositoryMail, Boolean> action) {
        ProgressBar bar = new ProgressBar(terminal);
        CommandLog log = new CommandLog(terminal, home.home(), clock);
        long touched = CommandStore.with(home.home(), store -> {
            RepositoryView shelf = new RepositoryView(store);
            String path = shelf.path(which);
            long mails = chosen.count(shelf, path);
            LongAdder seen = new LongAdder();
            try {
                return chosen.each(shelf, path, clock.instant(), mail -> {
                    seen.increment();
                    bar.at(done, seen.sum(), mails);
                    boolean made = action.apply(shelf, mail);
                    if (made) {
                        log.add(
                                word,
                                mail.mail().name(),
                                Optional.empty(),
                                Optional.ofNullable(mail.mail().sender()),
                                mail.mail().details().recipients());
                    }
                    return made;
                });
            } finally {
                log.write();
                bar.end();
            }
        });
        terminal.out().println(Plural.of(touched, "mail") + " " + done);
        return ExitCodes.OK;
    }
}
