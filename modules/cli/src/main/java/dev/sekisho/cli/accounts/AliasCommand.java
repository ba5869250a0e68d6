// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.store.rewriting.AliasChangeResult;
import dev.sekisho.store.rewriting.Aliases.Alias;
import java.util.List;
import org.apache.james.core.MailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Aliases: add, list, remove. */
@Command(
        name = "alias",
        description = "Aliases: addresses whose mail goes to targets. A target that is a user may send as the alias.",
        mixinStandardHelpOptions = true)
public final class AliasCommand {
    private final Terminal terminal;

    /** Commands that write there. */
    public AliasCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "add", description = "Adds a target to an alias.", mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Option(names = "--unknown-target", description = "allow a local target that does not exist yet")
                    boolean unknownTarget,
            @Parameters(
                            paramLabel = "ALIAS",
                            description =
                                    "an address of a local domain; *@example.org for all other addresses of the domain")
                    String alias,
            @Parameters(paramLabel = "TARGET", description = "the address to which its mail goes") String target) {
        MailAddress from = TypedAddress.address(terminal, alias);
        MailAddress to = TypedAddress.address(terminal, target);
        if (from.getLocalPart().contains("*") && !from.getLocalPart().equals("*")) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    from.asString() + ": a * stands for all addresses of a domain alone; write *@"
                            + from.getDomain().asString() + ", or the whole address");
        }
        AliasChangeResult change =
                CommandStore.with(home.home(), store -> store.aliases().add(from, to, unknownTarget));
        return done(change, "added", from, to);
    }

    @Command(
            name = "remove",
            description = "Removes a target from an alias. Without targets, the alias no longer exists.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ALIAS", description = "the alias") String alias,
            @Parameters(paramLabel = "TARGET", description = "one of its targets") String target) {
        MailAddress from = TypedAddress.address(terminal, alias);
        MailAddress to = TypedAddress.address(terminal, target);
        AliasChangeResult change =
                CommandStore.with(home.home(), store -> store.aliases().remove(from, to));
        return done(change, "removed", from, to);
    }

    @Command(name = "list", description = "Lists all aliases.", mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        List<Alias> aliases =
                CommandStore.with(home.home(), store -> store.aliases().list());
        if (json) {
            ArrayNode array = JsonOutput.array();
            aliases.forEach(alias -> array.addObject()
                    .put("alias", alias.address().asString())
                    .put("target", alias.target().asString()));
            terminal.out().println(JsonOutput.text(array));
        } else {
            TextTable table = new TextTable("ALIAS", "TARGET");
            aliases.forEach(alias ->
                    table.add(alias.address().asString(), alias.target().asString()));
            table.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private int done(AliasChangeResult change, String words, MailAddress alias, MailAddress target) {
        String fault = switch (change) {
            case DONE -> "";
            case ALREADY_EXISTS -> "has this target already";
            case UNKNOWN_ALIAS -> "there is no such alias with this target; 'alias list' shows them";
            case UNKNOWN_DOMAIN -> "its domain is not a local one; make it one with 'domain add'";
            case ADDRESS_TAKEN -> "a user has this address; 'user forward' has a user's mail forwarded";
            case UNKNOWN_TARGET ->
                "there is no user or alias " + target.asString()
                        + "; create it with 'user add' first, or use --unknown-target";
            case LOOP -> "the mail would loop";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, alias.asString() + ": " + fault);
        }
        terminal.out().println(words + " " + alias.asString() + " -> " + target.asString());
        return ExitCodes.OK;
    }
}
