// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.accounts.PasswordCommand.Scope;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.Store;
import dev.sekisho.store.users.DeviceKey;
import dev.sekisho.store.users.PasswordChangeResult;
import dev.sekisho.tls.material.PinnableKey;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys of a user's devices, which log in by EXTERNAL: add, list, retire, revoke. */
@Command(
        name = "key",
        description = {
            "The keys of a user's devices: a device that shows one in the TLS handshake logs in without a password, where the listener's"
                    + " <mechanisms> has EXTERNAL.",
            "As with pins, the key counts alone: the certificate's names, issuer and dates play no part."
        },
        mixinStandardHelpOptions = true)
final class KeyCommand {
    private static final String NAME = "the name of the key, such as phone";
    private static final String JSON = "print JSON, for programs";

    private final Terminal terminal;
    private final Clock clock;

    KeyCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "add",
            description = "Pins the key of a device to a user. A key is of one user.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Option(
                            names = "--scope",
                            description = "what it may be used for: ${COMPLETION-CANDIDATES} (default: both)",
                            defaultValue = "both")
                    Scope scope,
            @Option(names = "--expires", paramLabel = "DAY", description = PasswordCommand.EXPIRES)
                    Optional<String> expires,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Parameters(
                            paramLabel = "KEY",
                            description = "a PEM file with the device's certificate or public key, or a pin")
                    String key) {
        Username user = TypedAddress.user(terminal, address);
        Optional<Instant> end = expires.map(text -> PasswordExpiry.parse(text, clock.instant()));
        Pin pin = pin(key);
        return CommandStore.with(home.home(), store -> {
            refuseKnown(store, pin);
            PasswordChangeResult change = store.users().passwords().addKey(user, name, pin, scope.scope(), end);
            PasswordCommand.require(change, user, name);
            terminal.out().println("added the key " + name + " of " + user.asString() + ", " + pin);
            return ExitCodes.OK;
        });
    }

    private static void refuseKnown(Store store, Pin pin) {
        Optional<DeviceKey> owner = store.users().passwords().owner(pin);
        if (owner.isPresent()) {
            throw new CommandFault(
                    ExitCodes.FAILED,
                    pin + " is the key " + owner.get().password().name() + " of "
                            + owner.get().user() + " already; nothing was changed");
        }
    }

    private static Pin pin(String text) {
        return Pin.parse(text).orElseGet(() -> ofFile(text));
    }

    private static Pin ofFile(String file) {
        try {
            return PinnableKey.read(Path.of(file)).pin();
        } catch (InvalidPathException e) {
            throw new CommandFault(ExitCodes.USAGE, file + " is neither a pin (sha256/ and base64) nor a file");
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, e.getMessage() + "; nothing was changed");
        }
    }

    @Command(
            name = "retire",
            description = "Gives a key an end: the last day on which it is accepted, or never for none.",
            mixinStandardHelpOptions = true)
    int retire(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Parameters(paramLabel = "DAY", description = PasswordCommand.EXPIRES + "; never for no end")
                    String until) {
        Username user = TypedAddress.user(terminal, address);
        Optional<Instant> end = PasswordExpiry.parseOrNever(until, clock.instant());
        return CommandStore.with(home.home(), store -> {
            requireKey(store, user, name);
            PasswordCommand.require(store.users().passwords().setExpiry(user, name, end), user, name);
            terminal.out()
                    .println("the key " + name + " of " + user.asString()
                            + end.map(day -> " is accepted until " + day).orElse(" has no end"));
            return ExitCodes.OK;
        });
    }

    @Command(
            name = "revoke",
            description = "Removes a key. The device that has logged in with it is out within seconds.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "USER", description = "the user") String address,
            @Parameters(paramLabel = "NAME", description = NAME) String name) {
        Username user = TypedAddress.user(terminal, address);
        return CommandStore.with(home.home(), store -> {
            requireKey(store, user, name);
            PasswordCommand.require(store.users().passwords().revoke(user, name), user, name);
            terminal.out().println("revoked the key " + name + " of " + user.asString());
            return ExitCodes.OK;
        });
    }

    private static void requireKey(Store store, Username user, String name) {
        boolean isKey = store.users().passwords().list(user).stream()
                .anyMatch(each -> each.name().equals(name) && each.isKey());
        if (!isKey) {
            throw new CommandFault(
                    ExitCodes.FAILED, user.asString() + ": there is no key " + name + "; 'user key list' shows them");
        }
    }

    @Command(
            name = "list",
            description = "Lists the keys of a user, or of all, and when and from where each was last used.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin HomeOption home,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(arity = "0..1", paramLabel = "USER", description = "the user (default: all)")
                    Optional<String> address) {
        Optional<Username> one = address.map(text -> TypedAddress.user(terminal, text));
        PasswordListing listing = new PasswordListing();
        CommandStore.with(home.home(), store -> {
            one.map(List::of)
                    .orElseGet(() -> store.users().list())
                    .forEach(user -> listing.add(
                            user,
                            store.users().passwords().list(user).stream()
                                    .filter(each -> each.isKey())
                                    .toList()));
            return ExitCodes.OK;
        });
        if (json) {
            terminal.out().println(JsonOutput.text(listing.json()));
        } else {
            listing.lines(clock.instant()).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }
}
