// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.store.mailbox.UserMailboxData;
import dev.sekisho.store.users.UserChangeResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Username;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users: add, list, passwd, remove, what they may send as, and where their mail is forwarded to. */
@Command(name = "user", description = "Users and their passwords.", mixinStandardHelpOptions = true)
public final class UserAccountCommand {
    private final Terminal terminal;

    /** The commands, which read and write there. */
    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new UserAccountCommand(terminal))
                .addSubcommand(new MaySendCommand(terminal))
                .addSubcommand(new ForwardCommand(terminal));
    }

    private UserAccountCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "add", description = "Creates a user in a local domain.", mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Parameters(paramLabel = "ADDRESS", description = "such as taro@example.org") String address) {
        Username user = TypedAddress.user(terminal, address);
        NewPassword.Given given = password.ask(terminal, user.asString());
        return CommandStore.with(home.home(), store -> {
            int exit = done(store.users().add(user, given.text()), user, "added " + user.asString(), given);
            List<String> pointing = store.aliases().pointingAt(user);
            if (!pointing.isEmpty()) {
                terminal.err()
                        .println("note: mail for " + String.join(", ", pointing) + " goes to " + user.asString()
                                + ", from before; 'user may-send list " + user.asString()
                                + "' shows what it may send as");
            }
            return exit;
        });
    }

    @Command(name = "passwd", description = "Changes a user's password.", mixinStandardHelpOptions = true)
    int passwd(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = TypedAddress.user(terminal, address);
        NewPassword.Given given = password.ask(terminal, user.asString());
        UserChangeResult change =
                CommandStore.with(home.home(), store -> store.users().changePassword(user, given.text()));
        return done(change, user, "changed the password of " + user.asString(), given);
    }

    @Command(
            name = "remove",
            description =
                    "Removes a user, who can then no longer log in. The mailboxes stay, unless --mailboxes is given.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin HomeOption home,
            @Option(
                            names = "--mailboxes",
                            description =
                                    "also remove the mailboxes and all their messages, including those of a former"
                                            + " user of this name; only a backup can restore them")
                    boolean mailboxes,
            @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = asItStands(home, address).orElseGet(() -> TypedAddress.user(terminal, address));
        return CommandStore.with(home.home(), store -> {
            UserMailboxData stored = new UserMailboxData(store.database(), store.bodies());
            UserChangeResult change = store.users().remove(user);
            UserMailboxData.Amount left = stored.of(user);
            boolean onlyMailboxes = mailboxes && change == UserChangeResult.UNKNOWN_USER && left.mailboxes() > 0;
            if (!onlyMailboxes) {
                done(change, user, "removed " + user.asString(), new NewPassword.Given("", false));
            }
            List<String> pointing = store.aliases().pointingAt(user);
            if (!pointing.isEmpty()) {
                terminal.err()
                        .println("note: mail for " + String.join(", ", pointing) + " goes to " + user.asString()
                                + " still, and is refused now where nobody else gets it");
            }
            if (left.mailboxes() > 0) {
                terminal.out().println(mailboxes ? removed(stored, user, left) : kept(user, left));
            }
            return ExitCodes.OK;
        });
    }

    /** What earlier versions took can be removed in the spelling that it has. */
    private static Optional<Username> asItStands(HomeOption home, String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return EmailAddress.parse(address).isPresent()
                ? Optional.empty()
                : CommandStore.with(home.home(), store -> store.users().list()).stream()
                        .filter(user -> user.asString().equals(lower))
                        .findFirst();
    }

    private String removed(UserMailboxData stored, Username user, UserMailboxData.Amount all) {
        stored.remove(user, left -> terminal.progress(Plural.of(left, "mailbox") + " of " + user.asString()));
        terminal.progress("");
        return "removed " + amount(all);
    }

    private static String kept(Username user, UserMailboxData.Amount left) {
        return amount(left) + " stay: a new user of this address gets them; 'user remove --mailboxes " + user.asString()
                + "' removes them";
    }

    private static String amount(UserMailboxData.Amount amount) {
        return Plural.of(amount.mailboxes(), "mailbox") + " with " + Plural.of(amount.messages(), "message") + ", "
                + Plural.of(amount.octets(), "octet");
    }

    @Command(
            name = "list",
            description =
                    "Lists all users, and shows for whom somebody tried a login in cleartext since the password was last changed.",
            mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        Listed listed = CommandStore.with(
                home.home(),
                store -> new Listed(store.users().list(), store.users().exposed()));
        if (json) {
            terminal.out().println(JsonOutput.text(listed.json()));
        } else {
            listed.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private record Listed(List<Username> users, Map<Username, Instant> exposed) {
        List<String> lines() {
            return users.stream()
                    .map(user -> EscapedText.text(user.asString())
                            + (exposed.containsKey(user)
                                    ? "  exposed: somebody tried a login for it in cleartext on " + exposed.get(user)
                                            + "; if it was its owner, the password may have been read:"
                                            + " change it by 'user passwd'"
                                    : ""))
                    .toList();
        }

        ArrayNode json() {
            ArrayNode all = JsonOutput.array();
            users.forEach(user -> all.addObject()
                    .put("name", user.asString())
                    .put(
                            "exposed",
                            Optional.ofNullable(exposed.get(user))
                                    .map(Instant::toString)
                                    .orElse(null)));
            return all;
        }
    }

    private int done(UserChangeResult change, Username user, String words, NewPassword.Given given) {
        String fault = switch (change) {
            case DONE -> "";
            case ALREADY_EXISTS -> "there is such a user already; 'user passwd' changes the password";
            case UNKNOWN_USER -> "there is no such user; 'user list' shows them";
            case UNKNOWN_DOMAIN -> "its domain is not a local one; make it one with 'domain add'";
            case NAME_NOT_ALLOWED -> "the part before the @ has a character that is not allowed";
            case IS_REWRITTEN -> "the address is an alias; 'alias list' shows what it stands for";
            case PASSWORD_NOT_ALLOWED -> "the password is empty";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, EscapedText.text(user.asString()) + ": " + fault);
        }
        terminal.out().println(given.made() ? words + ", password " + given.text() : words);
        return ExitCodes.OK;
    }
}
