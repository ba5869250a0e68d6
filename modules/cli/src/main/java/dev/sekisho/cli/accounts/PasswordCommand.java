// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.store.Store;
import dev.sekisho.store.users.NamedPassword;
import dev.sekisho.store.users.PasswordChangeResult;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.Passwords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The passwords of a user: add, list, change, revoke. */
@Command(
        name = "password",
        description = {
            "The passwords of a user: any number, each with a name, what it may be used for, and an end.",
            "The first is named main; 'user passwd' changes that one."
        },
        mixinStandardHelpOptions = true)
final class PasswordCommand {
    private static final String NAME = "the name of the password, such as phone";
    static final String EXPIRES = "the last day on which it is accepted (in UTC), such as 2027-01-31, or in how"
            + " many days it ends, such as 90d";
    private static final String JSON = "print JSON, for programs";
    private static final String SCOPE = "what it may be used for: ${COMPLETION-CANDIDATES}";

    private final Terminal terminal;
    private final Clock clock;

    PasswordCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** The words of {@code --scope}. */
    enum Scope {
        send(PasswordScope.SEND),
        receive(PasswordScope.RECEIVE),
        both(PasswordScope.BOTH);

        private final PasswordScope scope;

        Scope(PasswordScope scope) {
            this.scope = scope;
        }

        PasswordScope scope() {
            return scope;
        }
    }

    @Command(
            name = "add",
            description =
                    "Adds a password. It is made at random and printed once, unless it is read from standard input.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Option(names = "--scope", description = SCOPE + " (default: both)", defaultValue = "both") Scope scope,
            @Option(names = "--expires", paramLabel = "DAY", description = EXPIRES) Optional<String> expires,
            @Option(
                            names = "--for",
                            split = ",",
                            paramLabel = "MECHANISM",
                            description =
                                    "only for these, separated by commas: cram-md5, digest-md5, apop. The server keeps such a"
                                            + " password in the clear, and takes it for nothing else")
                    List<String> mechanisms,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "NAME", description = NAME) String name) {
        Username user = TypedAddress.user(terminal, address);
        Optional<Instant> end = expires.map(text -> PasswordExpiry.parse(text, clock.instant()));
        Set<BuiltInMechanism> only = mechanisms == null ? Set.of() : OldMechanisms.parse(mechanisms);
        NewPassword.Given given = password.readOrMade(terminal);
        return CommandStore.with(home.home(), store -> {
            Passwords passwords = store.users().passwords();
            PasswordChangeResult added = only.isEmpty()
                    ? passwords.add(user, name, given.text(), scope.scope, end)
                    : passwords.addSecret(user, name, OldMechanisms.secret(only, given.text()), scope.scope, end);
            require(added, user, name);
            return tell(store, user, name, "added the password " + name + " of " + user.asString(), given, json);
        });
    }

    @Command(
            name = "change",
            description = {
                "Replaces a password, as add makes one; its sessions end.",
                "With --keep, only what it may be used for and when it ends is changed."
            },
            mixinStandardHelpOptions = true)
    int change(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Option(names = "--keep", description = "keep the password itself") boolean keep,
            @Option(names = "--scope", description = SCOPE) Optional<Scope> scope,
            @Option(names = "--expires", paramLabel = "DAY", description = EXPIRES + "; never for no end")
                    Optional<String> expires,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "NAME", description = NAME) String name) {
        Username user = TypedAddress.user(terminal, address);
        Optional<Optional<Instant>> end = expires.map(text -> PasswordExpiry.parseOrNever(text, clock.instant()));
        if (keep && scope.isEmpty() && end.isEmpty()) {
            throw new CommandFault(ExitCodes.USAGE, "with --keep, give --scope, --expires, or both");
        }
        NewPassword.Given given = keep ? NewPassword.Given.NONE : password.readOrMade(terminal);
        return CommandStore.with(home.home(), store -> {
            Passwords passwords = store.users().passwords();
            if (!keep) {
                require(passwords.change(user, name, given.text()), user, name);
            }
            scope.ifPresent(words -> require(passwords.setScope(user, name, words.scope), user, name));
            end.ifPresent(when -> require(passwords.setExpiry(user, name, when), user, name));
            return tell(store, user, name, "changed the password " + name + " of " + user.asString(), given, json);
        });
    }

    @Command(
            name = "revoke",
            description = "Removes a password. Who has logged in with it is out within seconds.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "NAME", description = NAME) String name) {
        Username user = TypedAddress.user(terminal, address);
        return CommandStore.with(home.home(), store -> {
            Passwords passwords = store.users().passwords();
            require(passwords.revoke(user, name), user, name);
            terminal.out().println("revoked the password " + name + " of " + user.asString());
            if (passwords.list(user).isEmpty()) {
                terminal.err().println("note: " + user.asString() + " has no password left and cannot log in");
            }
            return ExitCodes.OK;
        });
    }

    @Command(
            name = "list",
            description = "Lists the passwords of a user, or of all, and when and from where each was last used.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(arity = "0..1", paramLabel = "USER", description = "the user (default: all)")
                    Optional<String> address) {
        Optional<Username> one = address.map(text -> TypedAddress.user(terminal, text));
        PasswordListing listing = CommandStore.with(home.home(), store -> listing(store, one));
        if (json) {
            terminal.out().println(JsonOutput.text(listing.json()));
        } else {
            listing.lines(clock.instant()).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private static PasswordListing listing(Store store, Optional<Username> one) {
        one.filter(user -> !store.users().exists(user)).ifPresent(user -> {
            throw new CommandFault(
                    ExitCodes.FAILED, user.asString() + ": there is no such user; 'user list' shows them");
        });
        PasswordListing listing = new PasswordListing();
        one.map(List::of)
                .orElseGet(() -> store.users().list())
                .forEach(user -> listing.add(user, store.users().passwords().list(user)));
        return listing;
    }

    private int tell(Store store, Username user, String name, String words, NewPassword.Given given, boolean json) {
        if (json) {
            List<NamedPassword> one = store.users().passwords().list(user).stream()
                    .filter(password -> password.name().equals(name))
                    .toList();
            PasswordListing listing = new PasswordListing();
            listing.add(user, one);
            terminal.out().println(JsonOutput.text(listing.json(given)));
        } else {
            terminal.out().println(given.made() ? words + ", password " + given.text() : words);
        }
        return ExitCodes.OK;
    }

    static void require(PasswordChangeResult change, Username user, String name) {
        String fault = switch (change) {
            case DONE -> "";
            case UNKNOWN_USER -> "there is no such user; 'user list' shows them";
            case UNKNOWN_PASSWORD -> "there is no password " + name + "; 'user password list' shows them";
            case ALREADY_EXISTS -> "there is a password " + name + " already; 'user password change' replaces it";
            case NAME_NOT_ALLOWED ->
                name.equals(NamedPassword.MAIN)
                        ? "main is the name of the password that all mechanisms take; give another name"
                        : "a password is named by 1 to 40 letters, digits, dots, hyphens and underscores of ASCII, and the first is a"
                                + " letter or a digit";
            case PASSWORD_NOT_ALLOWED -> "the password is empty";
            case IS_PASSWORD ->
                "this is a password of the user already; one that the server keeps readable has to be another";
            case IS_A_KEY -> name + " is the key of a device; revoke it with 'user key revoke', and add another";
            case TOO_MANY -> "a user has at most " + Passwords.MOST + " passwords; revoke one first";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, user.asString() + ": " + fault);
        }
    }
}
