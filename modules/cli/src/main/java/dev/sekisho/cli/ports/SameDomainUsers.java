// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ports;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.prove.SameDomainUser;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;

/** Finds in the store what a proof needs to know about the other addresses of a domain. */
final class SameDomainUsers {
    private static final String ADVICE = "needs --other-user: ";

    private SameDomainUsers() {}

    /** Whom to try; the store of this home is that of the server only where the server is this machine's. */
    static SameDomainUser find(HomeFolder home, InetAddress server, String user) {
        if (!server.isLoopbackAddress()) {
            return SameDomainUser.unknown(ADVICE + "the users of another machine are not known here");
        }
        try {
            boolean made = !(CommandStore.settings(home) instanceof DatabaseSettings.Sqlite sqlite)
                    || Files.exists(sqlite.file());
            return made
                    ? CommandStore.with(home, store -> find(store, user))
                    : SameDomainUser.unknown(ADVICE + "there is no store on this machine to find a user in");
        } catch (CommandFault unreadable) {
            return SameDomainUser.unknown(ADVICE + unreadable.getMessage());
        }
    }

    /** The catch-all of a user's domain, as far as the store here is the server's. */
    static Optional<String> catchAll(HomeFolder home, InetAddress server, String user) {
        try {
            boolean here = server.isLoopbackAddress()
                    && (!(CommandStore.settings(home) instanceof DatabaseSettings.Sqlite sqlite)
                            || Files.exists(sqlite.file()));
            String wanted = "*" + user.substring(user.lastIndexOf('@'));
            return here
                    ? CommandStore.with(home, store -> store.aliases().list()).stream()
                            .map(alias -> alias.address().asString())
                            .filter(wanted::equalsIgnoreCase)
                            .findFirst()
                    : Optional.empty();
        } catch (CommandFault unreadable) {
            return Optional.empty();
        }
    }

    private static SameDomainUser find(Store store, String address) {
        Username user = Username.of(address);
        if (!store.users().exists(user)) {
            return SameDomainUser.unknown(ADVICE + "the store here has no user " + address);
        }
        Optional<String> other = store.users().list().stream()
                .filter(each -> each.getDomainPart().equals(user.getDomainPart()))
                .map(Username::asString)
                .filter(each -> store.senders().rights(user, each).ownershipOf(each) == SenderOwnership.FOREIGN)
                .findFirst();
        return other.map(SameDomainUser::of)
                .orElseGet(() -> SameDomainUser.none("not tried: "
                        + user.getDomainPart().map(Domain::asString).orElse("")
                        + " has no other user for the test"));
    }
}
