// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import dev.sekisho.cli.prove.OtherUser;
import dev.sekisho.policy.smtp.SenderStanding;
import dev.sekisho.store.Store;
import dev.sekisho.store.StoreSettings;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;

/** Looks in the store for what a proof has to know of the other addresses of a domain. */
final class OtherUsers {
    private static final String ADVICE = "needs --other-user: ";

    private OtherUsers() {}

    /** Whom to try; the store of this home is that of the server only where the server is this machine's. */
    static OtherUser find(Home home, InetAddress server, String user) {
        if (!server.isLoopbackAddress()) {
            return OtherUser.unknown(ADVICE + "the users of another machine are not known here");
        }
        try {
            boolean made =
                    !(OpenedStore.settings(home) instanceof StoreSettings.Sqlite sqlite) || Files.exists(sqlite.file());
            return made
                    ? OpenedStore.with(home, store -> find(store, user))
                    : OtherUser.unknown(ADVICE + "there is no store here to find a user in");
        } catch (CommandFault unreadable) {
            return OtherUser.unknown(ADVICE + unreadable.getMessage());
        }
    }

    /** The catch-all of a user's domain, as far as the store here is the server's. */
    static Optional<String> catchAll(Home home, InetAddress server, String user) {
        try {
            boolean here = server.isLoopbackAddress()
                    && (!(OpenedStore.settings(home) instanceof StoreSettings.Sqlite sqlite)
                            || Files.exists(sqlite.file()));
            String wanted = "*" + user.substring(user.lastIndexOf('@'));
            return here
                    ? OpenedStore.with(home, store -> store.aliases().list()).stream()
                            .map(alias -> alias.address().asString())
                            .filter(wanted::equalsIgnoreCase)
                            .findFirst()
                    : Optional.empty();
        } catch (CommandFault unreadable) {
            return Optional.empty();
        }
    }

    private static OtherUser find(Store store, String address) {
        Username user = Username.of(address);
        if (!store.users().exists(user)) {
            return OtherUser.unknown(ADVICE + "the store here has no user " + address);
        }
        Optional<String> other = store.users().list().stream()
                .filter(each -> each.getDomainPart().equals(user.getDomainPart()))
                .map(Username::asString)
                .filter(each -> store.senders().rights(user, each).standing(each) == SenderStanding.FOREIGN)
                .findFirst();
        return other.map(OtherUser::of)
                .orElseGet(() -> OtherUser.none("not tried: "
                        + user.getDomainPart().map(Domain::asString).orElse("")
                        + " has no other user as whom it could be refused"));
    }
}
