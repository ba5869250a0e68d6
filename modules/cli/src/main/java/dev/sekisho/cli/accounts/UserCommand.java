// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.HomeOption;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.OpenedStore;
import dev.sekisho.cli.Terminal;
import dev.sekisho.store.users.UserChange;
import java.util.List;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users: add, list, passwd, remove. */
@Command(name = "user", description = "Users, by their addresses.", mixinStandardHelpOptions = true)
public final class UserCommand {
    private final Terminal terminal;

    /** Commands that read and write there. */
    public UserCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "add", description = "Makes a user of a local domain.", mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Parameters(paramLabel = "ADDRESS", description = "such as taro@example.org") String address) {
        Username user = Names.user(address);
        NewPassword.Given given = password.ask(terminal, user.asString());
        UserChange change = OpenedStore.with(home.home(), store -> store.users().add(user, given.text()));
        return done(change, user, "added " + user.asString(), given);
    }

    @Command(name = "passwd", description = "Gives a user another password.", mixinStandardHelpOptions = true)
    int passwd(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = Names.user(address);
        NewPassword.Given given = password.ask(terminal, user.asString());
        UserChange change = OpenedStore.with(home.home(), store -> store.users().changePassword(user, given.text()));
        return done(change, user, "changed the password of " + user.asString(), given);
    }

    @Command(
            name = "remove",
            description = "Removes a user, who can log in no more; the mail stays.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = Names.user(address);
        UserChange change = OpenedStore.with(home.home(), store -> store.users().remove(user));
        return done(change, user, "removed " + user.asString(), new NewPassword.Given("", false));
    }

    @Command(name = "list", description = "All users.", mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "for programs") boolean json) {
        List<String> users = OpenedStore.with(
                        home.home(), store -> store.users().list())
                .stream()
                .map(Username::asString)
                .toList();
        if (json) {
            terminal.out().println(Json.text(Json.strings(users)));
        } else {
            users.forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private int done(UserChange change, Username user, String words, NewPassword.Given given) {
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
            throw new CommandFault(ExitCodes.FAILED, user.asString() + ": " + fault);
        }
        terminal.out().println(given.made() ? words + ", password " + given.text() : words);
        return ExitCodes.OK;
    }
}
