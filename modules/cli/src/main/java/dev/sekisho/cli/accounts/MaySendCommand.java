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
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.smtp.SenderGrant;
import dev.sekisho.store.Store;
import dev.sekisho.store.senders.AllowedSenders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What users may send as: add, list, remove. */
@Command(
        name = "may-send",
        description = {
            "The addresses that users may send as on ports with the sender rule 'own': the own address, aliases of the user, and what is granted here.",
            "A catch-all and a forward grant nothing."
        },
        mixinStandardHelpOptions = true)
final class MaySendCommand {
    private static final String WHAT =
            "an address; @example.net for a domain; '<>' for the null sender, with any author in the message";

    private final Terminal terminal;

    MaySendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "add", description = "Grants a user an address to send as.", mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "ADDRESS|@DOMAIN|<>", description = WHAT) String what) {
        Username user = TypedAddress.user(address);
        SenderGrant grant = grant(what);
        return CommandStore.with(home.home(), store -> {
            if (!store.users().exists(user)) {
                throw new CommandFault(
                        ExitCodes.FAILED, user.asString() + ": there is no such user; 'user list' shows them");
            }
            if (!store.senders().add(user, grant)) {
                throw new CommandFault(ExitCodes.FAILED, user.asString() + " may send as " + grant + " already");
            }
            terminal.out().println(user.asString() + " may send as " + grant);
            warning(store, grant).ifPresent(terminal.err()::println);
            return ExitCodes.OK;
        });
    }

    @Command(name = "remove", description = "Withdraws a grant.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "ADDRESS|@DOMAIN|<>", description = "what was granted") String what) {
        Username user = TypedAddress.user(address);
        SenderGrant grant = grant(what);
        return CommandStore.with(home.home(), store -> {
            if (!store.senders().remove(user, grant)) {
                throw new CommandFault(
                        ExitCodes.FAILED,
                        user.asString() + " was not granted " + grant + "; 'user may-send list' shows what is");
            }
            terminal.out().println("took " + grant + " from " + user.asString());
            return ExitCodes.OK;
        });
    }

    @Command(
            name = "list",
            description = "Lists what a user, or every user, may send as, and why.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Parameters(arity = "0..1", paramLabel = "USER", description = "the user (default: all)")
                    Optional<String> address,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        Optional<Username> one = address.map(TypedAddress::user);
        List<Right> rights = CommandStore.with(home.home(), store -> rights(store, one));
        if (json) {
            ArrayNode array = JsonOutput.array();
            for (Right right : rights) {
                ObjectNode node = array.addObject()
                        .put("user", right.user())
                        .put("sender", right.sender())
                        .put("why", right.why());
                right.target().ifPresent(target -> node.put("target", target));
            }
            terminal.out().println(JsonOutput.text(array));
        } else {
            TextTable table = new TextTable("USER", "MAY SEND AS", "WHY");
            rights.forEach(right -> table.add(right.user(), right.sender(), right.words()));
            table.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    /** Something that a user may send as; {@code target} is what an alias names. */
    private record Right(String user, String sender, String why, Optional<String> target) {
        String words() {
            return why + target.map(named -> " of " + named).orElse("");
        }
    }

    private static List<Right> rights(Store store, Optional<Username> one) {
        if (one.isPresent() && !store.users().exists(one.get())) {
            throw new CommandFault(
                    ExitCodes.FAILED, one.get().asString() + ": there is no such user; 'user list' shows them");
        }
        List<Right> rights = new ArrayList<>();
        for (Username user : one.map(List::of).orElseGet(() -> store.users().list())) {
            AllowedSenders.Listing all = store.senders().listing(user);
            rights.add(new Right(user.asString(), user.asString(), "own", Optional.empty()));
            all.aliases()
                    .forEach(alias -> rights.add(
                            new Right(user.asString(), alias.address(), "alias", Optional.of(alias.target()))));
            all.grants()
                    .forEach(grant ->
                            rights.add(new Right(user.asString(), grant.toString(), "granted", Optional.empty())));
        }
        return rights;
    }

    private static SenderGrant grant(String what) {
        return SenderGrant.parse(what)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE,
                        what + " cannot be granted; write an address such as taro@example.org, @example.org for all"
                                + " addresses of a domain, or '<>' for the null sender"));
    }

    /** What is granted may be misspelt; mail that is answered should have somebody who reads it. */
    private static Optional<String> warning(Store store, SenderGrant grant) {
        if (grant.pattern().isEmpty()) {
            return Optional.empty();
        }
        SenderPattern pattern = grant.pattern().get();
        String domain = pattern.text().substring(pattern.text().lastIndexOf('@') + 1);
        if (!store.domains().contains(Domain.of(domain))) {
            return Optional.of("note: " + domain + " is not a local domain");
        }
        boolean unknown = !pattern.text().startsWith("@")
                && !store.users().exists(Username.of(pattern.text()))
                && !store.aliases().exists(TypedAddress.address(pattern.text()));
        return unknown
                ? Optional.of(
                        "note: " + pattern + " is neither a user nor an alias here; replies to it cannot be delivered")
                : Optional.empty();
    }
}
