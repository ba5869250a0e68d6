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

/** Mail in repositories: list, show, export, resend, remove. */
@Command(
        name = "repository",
        description = "Mail in mail repositories: mail that failed, or that mailetcontainer.xml put there.",
        mixinStandardHelpOptions = true)
public final class RepositoryCommand {
    private static final String WHICH = "a path in the listing, or its last word if it is unique";
    private static final String START = "root";

    private final Terminal terminal;
    private final Clock clock;

    /** Commands that write there. */
    public RepositoryCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "list",
            description = "Lists all repositories, or the mail of one.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", arity = "0..1", description = WHICH) Optional<String> which,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        return CommandStore.with(home.home(), store -> {
            RepositoryView view = new RepositoryView(store);
            return which.isPresent() ? mails(view, view.path(which.get()), json) : repositories(view, json);
        });
    }

    private int repositories(RepositoryView view, boolean json) {
        List<RepositoryAdmin.Repository> all = view.admin().repositories();
        if (json) {
            terminal.out().println(JsonOutput.text(RepositoryJson.of(all)));
        } else if (all.isEmpty()) {
            terminal.out().println("no mail was ever put into a repository");
        } else {
            RepositoryText.table(all).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private int mails(RepositoryView view, String path, boolean json) {
        RepositoryText text = new RepositoryText(clock.instant());
        PagedRead.JsonArray array = new PagedRead.JsonArray(terminal.out());
        long mails =
                PagedRead.each("", last -> view.admin().page(path, last, PagedRead.SIZE), RepositoryMail::key, page -> {
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
            description = "Shows one mail: envelope, attributes, error and header.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", description = "which mail") String key,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        return CommandStore.with(home.home(), store -> {
            RepositoryView view = new RepositoryView(store);
            RepositoryMail mail = view.mail(view.path(which), key);
            MessageHeader header = view.header(mail);
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
            description = "Writes a message unchanged to a file of mode 0600, or to standard output.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", description = "which mail") String key,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "the file (default: standard output)")
                    Optional<Path> file,
            @Option(names = "--overwrite", description = "replace the file if it exists") boolean overwrite) {
        return CommandStore.with(home.home(), store -> {
            RepositoryView view = new RepositoryView(store);
            RepositoryMail mail = view.mail(view.path(which), key);
            MessageExport export = new MessageExport(view, mail);
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
            description = "Moves mails back into the spool, to be processed as if they had just arrived.",
            mixinStandardHelpOptions = true)
    int resend(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", arity = "0..*", description = "which mails") List<String> keys,
            @Option(names = "--all", description = "all mails of the repository") boolean all,
            @Option(
                            names = "--processor",
                            paramLabel = "NAME",
                            defaultValue = START,
                            description = "the processor of mailetcontainer.xml where they begin (default: root)")
                    String processor) {
        known(home, processor);
        return each(
                home,
                which,
                new RepositoryMailSelector(keys, all),
                "moved into the spool",
                "resend",
                (view, mail) -> view.admin().resend(mail.repository(), mail.key(), processor, clock.instant()));
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
            description = "Deletes mails. Nobody is notified, and it cannot be undone.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "REPOSITORY", description = WHICH) String which,
            @Parameters(paramLabel = "KEY", arity = "0..*", description = "which mails") List<String> keys,
            @Option(names = "--all", description = "all mails of the repository") boolean all,
            @Option(names = "--yes", description = "do not ask") boolean yes) {
        RepositoryMailSelector selector = new RepositoryMailSelector(keys, all);
        String what = CommandStore.with(home.home(), store -> {
            RepositoryView view = new RepositoryView(store);
            return selector.inShort(view, view.path(which), new RepositoryText(clock.instant()));
        });
        terminal.confirm("Remove " + what + "?", yes);
        return each(
                home,
                which,
                selector,
                "removed",
                "remove",
                (view, mail) -> view.admin().remove(mail.repository(), mail.key()));
    }

    private int each(
            HomeOption home,
            String which,
            RepositoryMailSelector selector,
            String done,
            String word,
            BiFunction<RepositoryView, RepositoryMail, Boolean> action) {
        ProgressBar bar = new ProgressBar(terminal);
        CommandLog log = new CommandLog(terminal, home.home(), clock);
        long touched = CommandStore.with(home.home(), store -> {
            RepositoryView view = new RepositoryView(store);
            String path = view.path(which);
            long mails = selector.count(view, path);
            LongAdder seen = new LongAdder();
            try {
                return selector.each(view, path, clock.instant(), mail -> {
                    seen.increment();
                    bar.at(done, seen.sum(), mails);
                    boolean made = action.apply(view, mail);
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
