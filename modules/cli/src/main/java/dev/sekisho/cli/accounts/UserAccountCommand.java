// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TimeArgument;
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
import dev.sekisho.store.password.ImportedHash;
import dev.sekisho.store.users.UserChangeResult;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
    private final Clock clock;

    /** The commands, which read and write there. @param clock in the zone of times that are typed without one */
    public static CommandLine commands(Terminal terminal, Clock clock) {
        return new CommandLine(new UserAccountCommand(terminal, clock))
                .addSubcommand(new PasswordCommand(terminal, clock))
                .addSubcommand(new KeyCommand(terminal, clock))
                .addSubcommand(new MaySendCommand(terminal))
                .addSubcommand(new UserLimitCommand(terminal, clock))
                .addSubcommand(new ForwardCommand(terminal));
    }

    private UserAccountCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(name = "add", description = "Creates a user in a local domain.", mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Mixin NewPassword password,
            @Option(
                            names = "--password-hash",
                            description =
                                    "read from standard input a hash of the password that another system made, such as"
                                            + " {SHA512-CRYPT}$6$...; it is replaced at the first login")
                    boolean hash,
            @Parameters(paramLabel = "ADDRESS", description = "such as taro@example.org") String address) {
        Username user = TypedAddress.user(terminal, address);
        Optional<ImportedHash> imported = hash ? Optional.of(imported(user)) : Optional.empty();
        NewPassword.Given given = hash ? NewPassword.Given.NONE : password.ask(terminal, user.asString());
        return CommandStore.with(home.home(), store -> {
            UserChangeResult change = imported.isPresent()
                    ? store.users().add(user, imported.get())
                    : store.users().add(user, given.text());
            int exit = done(change, user, "added " + user.asString(), given);
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

    private ImportedHash imported(Username user) {
        try {
            return ImportedHash.parse(terminal.firstLine());
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCodes.FAILED, user.asString() + ": " + e.getMessage());
        }
    }

    @Command(name = "passwd", description = "Changes a user's main password.", mixinStandardHelpOptions = true)
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
                done(change, user, "removed " + user.asString(), NewPassword.Given.NONE);
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
                    "Lists users, and shows for whom somebody tried a login in cleartext since the password was last changed.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Option(names = "--exposed", description = "only those for whom somebody tried a login in cleartext")
                    boolean exposed,
            @Option(
                            names = "--unused-since",
                            paramLabel = "TIME",
                            description = "only those that were there before and have not logged in since, "
                                    + TimeArgument.FORMS)
                    Optional<String> unusedSince,
            @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        Optional<Instant> since = unusedSince.map(this::time);
        UserListing all = CommandStore.with(home.home(), store -> UserListing.of(store, clock.instant(), since));
        UserListing listed = exposed ? all.onlyExposed() : all;
        if (json) {
            terminal.out().println(JsonOutput.text(listed.json()));
        } else {
            listed.lines().forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private Instant time(String text) {
        return TimeArgument.parse(text, clock.instant(), clock.getZone())
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.USAGE, "--unused-since " + text + " is no time; write one " + TimeArgument.FORMS));
    }

    @Command(
            name = "disable",
            description = "Lets nobody log in as a user, and ends open sessions within seconds. Mail still comes.",
            mixinStandardHelpOptions = true)
    int disable(@Mixin HomeOption home, @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = TypedAddress.user(terminal, address);
        UserChangeResult change =
                CommandStore.with(home.home(), store -> store.users().disable(user));
        return done(change, user, "disabled " + user.asString(), NewPassword.Given.NONE);
    }

    @Command(name = "enable", description = "Lets a user log in again.", mixinStandardHelpOptions = true)
    int enable(@Mixin HomeOption home, @Parameters(paramLabel = "ADDRESS", description = "the user") String address) {
        Username user = TypedAddress.user(terminal, address);
        UserChangeResult change =
                CommandStore.with(home.home(), store -> store.users().enable(user));
        return done(change, user, "enabled " + user.asString(), NewPassword.Given.NONE);
    }

    @Command(
            name = "pop-before-smtp",
            description = {
                "Lets a user send without a login, for a time, from where the user has just read mail by POP3.",
                "Only on listeners with <pop-before-smtp>. Whoever shares the address can then send as the user."
            },
            mixinStandardHelpOptions = true)
    int popBeforeSmtp(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "ADDRESS", description = "the user") String address,
            @Parameters(paramLabel = "on|off", description = "on or off") String on) {
        if (!on.equals("on") && !on.equals("off")) {
            throw new CommandFault(ExitCodes.USAGE, EscapedText.text(on) + " is neither on nor off");
        }
        Username user = TypedAddress.user(terminal, address);
        UserChangeResult change =
                CommandStore.with(home.home(), store -> store.users().setPopBeforeSmtp(user, on.equals("on")));
        return done(change, user, "POP before SMTP is " + on + " for " + user.asString(), NewPassword.Given.NONE);
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
            case NO_CHANGE -> "it is so already";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, EscapedText.text(user.asString()) + ": " + fault);
        }
        terminal.out().println(given.made() ? words + ", password " + given.text() : words);
        return ExitCodes.OK;
    }
}
