// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.store.Store;
import dev.sekisho.store.sending.UserLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** To how many recipients one user may send: shows it, sets it, and takes it back. */
@Command(
        name = "limit",
        description = {
            "Shows to how many recipients a user has sent, and may send; with options, gives the user limits of their own.",
            "A running server takes them within seconds."
        },
        mixinStandardHelpOptions = true)
final class UserLimitCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "ADDRESS", description = "the user")
    private String address = "";

    @Option(names = "--hour", paramLabel = "N", description = "recipients in any 60 minutes, 1 or more")
    private Optional<Integer> hour = Optional.empty();

    @Option(names = "--day", paramLabel = "N", description = "recipients in any 24 hours, 1 or more")
    private Optional<Integer> day = Optional.empty();

    @Option(names = "--default", description = "the limits of the listeners again")
    private boolean byDefault;

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    UserLimitCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Username user = TypedAddress.user(address);
        Optional<Optional<SendingLimits>> asked = asked();
        return CommandStore.with(home.home(), store -> {
            if (!store.users().exists(user)) {
                throw new CommandFault(
                        ExitCodes.FAILED, user.asString() + ": there is no such user; 'user list' shows them");
            }
            asked.ifPresent(limits -> store.sending().limit(new UserLimits(user.asString(), limits), clock.instant()));
            show(store, user.asString());
            return ExitCodes.OK;
        });
    }

    /** Empty if nothing is to be changed. */
    private Optional<Optional<SendingLimits>> asked() {
        boolean some = hour.isPresent() || day.isPresent();
        if (byDefault ? some : hour.isPresent() != day.isPresent()) {
            throw new CommandFault(
                    ExitCodes.USAGE, "give both --hour and --day, or --default alone; nothing was changed");
        }
        if (byDefault) {
            return Optional.of(Optional.empty());
        }
        return hour.map(most -> Optional.of(limits(most, day.orElse(0))));
    }

    private SendingLimits limits(int anHour, int aDay) {
        if (anHour < 1 || aDay < 1) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "a limit is 1 or more; 'user disable' lets nobody log in as a user; nothing was changed");
        }
        SendingLimits limits = new SendingLimits(anHour, aDay);
        if (limits.dayBelowHour()) {
            terminal.err().println("warning: the limit of a day is below that of an hour, which has no effect then");
        }
        return limits;
    }

    private void show(Store store, String user) {
        Instant now = clock.instant();
        SentRecipients sent = store.sending().sent(user);
        Optional<SendingLimits> own = store.sending().limits(user);
        if (json) {
            ObjectNode node = JsonOutput.object().put("name", user);
            put(node, own);
            node.put("sentInHour", sent.within(SendingPeriod.HOUR, now))
                    .put("sentInDay", sent.within(SendingPeriod.DAY, now));
            terminal.out().println(JsonOutput.text(node));
            return;
        }
        terminal.out()
                .println(user + " may send to "
                        + own.map(UserLimitCommand::words)
                                .orElse("as many recipients as the listeners allow; 'explain' shows how many"));
        terminal.out()
                .println("sent to " + sent.within(SendingPeriod.HOUR, now) + " in the last 60 minutes, "
                        + sent.within(SendingPeriod.DAY, now) + " in the last 24 hours");
    }

    /** For people. */
    static String words(SendingLimits limits) {
        return limits.recipientsAnHour() + " recipients an hour, " + limits.recipientsADay() + " a day";
    }

    /** For programs; nothing where the limits are those of the listeners. */
    static void put(ObjectNode node, Optional<SendingLimits> own) {
        own.ifPresent(limits ->
                node.putObject("limits").put("hour", limits.recipientsAnHour()).put("day", limits.recipientsADay()));
    }
}
