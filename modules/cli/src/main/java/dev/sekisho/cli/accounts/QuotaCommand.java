// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.HumanSize;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.Store;
import dev.sekisho.store.quota.QuotaAdmin;
import dev.sekisho.store.quota.QuotaAdmin.Limit;
import dev.sekisho.store.quota.QuotaAdmin.Use;
import dev.sekisho.store.quota.QuotaAdmin.Whom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Quotas: list, set, remove, show. */
@Command(
        name = "quota",
        description = "Limits of what users may store. Without a quota, there is no limit.",
        mixinStandardHelpOptions = true)
public final class QuotaCommand {
    private static final String WHOM = "the address of a user, a domain, or 'all'; the most specific limit applies";
    private static final String UNLIMITED = "unlimited";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)|[0-9]{1,15}");

    private static final Map<String, Integer> SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

    private final Terminal terminal;

    /** Commands that write there. */
    public QuotaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "set",
            description = "Limits what a user, each user of a domain, or everybody may store.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "WHOM", description = WHOM) String whom,
            @Option(names = "--size", paramLabel = "SIZE", description = "octets, or such as 500MiB, 2GiB, unlimited")
                    Optional<String> size,
            @Option(names = "--messages", paramLabel = "N", description = "number of messages, or unlimited")
                    Optional<String> messages) {
        Limit limit = new Limit(messages.map(QuotaCommand::number), size.map(QuotaCommand::octets));
        if (limit.messages().isEmpty() && limit.octets().isEmpty()) {
            throw new CommandFault(ExitCodes.USAGE, "give --size, --messages, or both");
        }
        Whom subject = whom(whom);
        boolean known = CommandStore.with(home.home(), store -> {
            new QuotaAdmin(store.database()).set(subject, limit);
            return isKnown(store, subject);
        });
        terminal.out().println("set for " + whom);
        if (!known) {
            terminal.err()
                    .println("warning: there is no " + (subject instanceof Whom.One ? "user " : "local domain ") + whom
                            + "; the limit applies once there is one. If it is misspelt, 'quota remove " + whom
                            + "'");
        }
        return ExitCodes.OK;
    }

    @Command(name = "remove", description = "Removes a limit.", mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "WHOM", description = WHOM) String whom) {
        Whom subject = whom(whom);
        if (!with(home, quotas -> quotas.remove(subject))) {
            throw new CommandFault(ExitCodes.FAILED, whom + ": there is no limit; 'quota list' shows them");
        }
        terminal.out().println("removed for " + whom);
        return ExitCodes.OK;
    }

    @Command(name = "list", description = "Lists all limits.", mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        List<QuotaAdmin.Rule> rules = with(home, QuotaAdmin::all);
        ArrayNode array = JsonOutput.array();
        TextTable table = new TextTable("FOR", "MESSAGES", "SIZE");
        rules.forEach(rule -> {
            Limit limit = rule.limit();
            ObjectNode node = array.addObject().put("for", rule.whom());
            limit.messages().ifPresent(most -> node.put("messages", most));
            limit.octets().ifPresent(most -> node.put("octets", most));
            table.add(rule.whom(), word(limit.messages(), String::valueOf), word(limit.octets(), HumanSize::of));
        });
        if (json) {
            terminal.out().println(JsonOutput.text(array));
        } else {
            table.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    @Command(name = "show", description = "Shows what a user stores and may store.", mixinStandardHelpOptions = true)
    int show(
            @Mixin HomeOption home,
            @Option(names = "--json", description = "print JSON, for programs") boolean json,
            @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = TypedAddress.user(terminal, address);
        Use use = CommandStore.with(home.home(), store -> {
            Use found = new QuotaAdmin(store.database()).of(user);
            if (!store.users().exists(user)) {
                warnOfUnknown(user, found);
            }
            return found;
        });
        if (json) {
            ObjectNode node =
                    JsonOutput.object().put("messages", use.messages()).put("octets", use.octets());
            use.mostMessages().ifPresent(most -> node.put("mostMessages", most));
            use.mostOctets().ifPresent(most -> node.put("mostOctets", most));
            terminal.out().println(JsonOutput.text(node));
        } else {
            TextTable table = new TextTable("", "KEPT", "LIMIT");
            table.add("messages", Long.toString(use.messages()), word(use.mostMessages(), String::valueOf));
            table.add("size", HumanSize.of(use.octets()), word(use.mostOctets(), HumanSize::of));
            table.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    /** Mail may be left of a user that was removed. */
    private void warnOfUnknown(Username user, Use use) {
        String words = "there is no user " + user.asString() + "; 'user list' shows those there are";
        if (use.messages() == 0) {
            throw new CommandFault(ExitCodes.FAILED, words);
        }
        terminal.err().println("warning: " + words + "; mail of that name is left");
    }

    private static boolean isKnown(Store store, Whom whom) {
        if (whom instanceof Whom.One one) {
            return store.users().exists(one.user());
        }
        return !(whom instanceof Whom.Each each) || store.domains().contains(each.domain());
    }

    private static <T> T with(HomeOption home, Function<QuotaAdmin, T> work) {
        return CommandStore.with(home.home(), store -> work.apply(new QuotaAdmin(store.database())));
    }

    private Whom whom(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("all")) {
            return new Whom.Everybody();
        }
        return text.contains("@")
                ? new Whom.One(TypedAddress.user(terminal, text))
                : new Whom.Each(TypedAddress.domain(terminal, text));
    }

    private static long number(String text) {
        if (text.equals(UNLIMITED)) {
            return QuotaAdmin.UNLIMITED;
        }
        if (!text.matches("[0-9]{1,12}")) {
            throw new CommandFault(
                    ExitCodes.USAGE, text + " is not a number of messages; write one such as 10000, or unlimited");
        }
        return Long.parseLong(text);
    }

    private static long octets(String text) {
        if (text.equals(UNLIMITED)) {
            return QuotaAdmin.UNLIMITED;
        }
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new CommandFault(
                    ExitCodes.USAGE, text + " is not a size; write one such as 2GiB, 500MiB, or unlimited");
        }
        return size.group(2) == null
                ? Long.parseLong(text)
                : Long.parseLong(size.group(1)) << SHIFTS.getOrDefault(size.group(2), 0);
    }

    private static String word(Optional<Long> limit, LongFunction<String> written) {
        return limit.map(most -> most == QuotaAdmin.UNLIMITED ? UNLIMITED : written.apply(most))
                .orElse("-");
    }

    private static String word(OptionalLong most, LongFunction<String> written) {
        return most.isPresent() ? written.apply(most.getAsLong()) : UNLIMITED;
    }
}
