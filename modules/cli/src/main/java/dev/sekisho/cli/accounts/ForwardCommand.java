// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.Store;
import dev.sekisho.store.rewriting.ForwardChangeResult;
import dev.sekisho.store.rewriting.Forwards.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forwards users' mail. */
@Command(
        name = "forward",
        description = {
            "Forwards a user's mail. Without --to and --off, shows the forwards.",
            "Mail to another server gets a rewritten envelope sender (SRS), so that SPF passes there."
        },
        mixinStandardHelpOptions = true)
final class ForwardCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(arity = "0..1", paramLabel = "USER", description = "the user; without one, all forwards are shown")
    private Optional<String> address = Optional.empty();

    @Option(names = "--to", paramLabel = "ADDRESS", description = "the address to which the mail goes; may be repeated")
    private List<String> to = new ArrayList<>();

    @Option(names = "--keep", description = "also keep the mail in the user's mailbox")
    private boolean keep;

    @Option(names = "--off", description = "end the forwarding")
    private boolean off;

    @Option(names = "--json", description = "print the forwards as JSON, for programs")
    private boolean json;

    ForwardCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (off && (keep || !to.isEmpty()) || keep && to.isEmpty()) {
            throw new CommandFault(ExitCodes.USAGE, "give --to ADDRESS, with or without --keep, or --off");
        }
        Optional<Username> user = address.map(TypedAddress::user);
        if (user.isEmpty() && (off || !to.isEmpty())) {
            throw new CommandFault(ExitCodes.USAGE, "name the user: 'user forward taro@example.org --to ...'");
        }
        return CommandStore.with(home.home(), store -> {
            if (off || !to.isEmpty()) {
                change(store, user.orElseThrow());
            } else {
                show(store, user);
            }
            return ExitCodes.OK;
        });
    }

    private void change(Store store, Username user) {
        List<MailAddress> targets = to.stream().map(TypedAddress::address).toList();
        if (targets.stream().anyMatch(target -> Username.fromMailAddress(target).equals(user))) {
            throw new CommandFault(ExitCodes.USAGE, "to keep the mail of " + user.asString() + " too, use --keep");
        }
        ForwardChangeResult change =
                off ? store.forwards().end(user) : store.forwards().set(user, targets, keep);
        String fault = switch (change) {
            case DONE -> "";
            case UNKNOWN_USER -> "there is no such user; 'user list' shows them";
            case UNKNOWN_TARGET -> "a target is in a local domain, and there is no such user or alias";
            case LOOP -> "the mail would loop";
            case NOT_FORWARDED -> "the mail is not forwarded";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, user.asString() + ": " + fault);
        }
        terminal.out()
                .println(
                        off
                                ? user.asString() + ": mail is not forwarded any more"
                                : user.asString() + " -> " + String.join(", ", to) + (keep ? ", and kept" : ""));
        List<String> elsewhere = targets.stream()
                .filter(target -> !store.domains().contains(target.getDomain()))
                .map(MailAddress::asString)
                .toList();
        if (!elsewhere.isEmpty()) {
            terminal.err()
                    .println("note: Sekisho cannot see whether " + String.join(", ", elsewhere)
                            + " forwards back to this server; a loop ends after 50 servers");
        }
    }

    private void show(Store store, Optional<Username> user) {
        List<Forward> forwards = store.forwards().list().stream()
                .filter(each -> user.isEmpty() || each.user().equals(user.get()))
                .toList();
        if (json) {
            ArrayNode array = JsonOutput.array();
            for (Forward each : forwards) {
                ObjectNode node =
                        array.addObject().put("user", each.user().asString()).put("keep", each.keep());
                node.set("to", JsonOutput.strings(each.targets()));
            }
            terminal.out().println(JsonOutput.text(array));
            return;
        }
        TextTable table = new TextTable("USER", "TO", "KEPT TOO");
        forwards.forEach(each ->
                table.add(each.user().asString(), String.join(", ", each.targets()), each.keep() ? "yes" : "no"));
        table.lines().forEach(terminal.out()::println);
    }
}
