// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyInputStream;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import java.io.IOException;
import java.util.List;

/**
 * The repositories of an opened store, as they are called on the command line.
 *
 * @param store the store
 * @param admin its repositories
 */
record RepositoryView(Store store, RepositoryAdmin admin) {
    private static final String SEE = "'repository list' shows all";

    RepositoryView(Store store) {
        this(store, new RepositoryAdmin(store.database()));
    }

    /**
     * The path of the repository that is meant.
     *
     * @param word a path, a URL as it stands in {@code mailetcontainer.xml}, or the last part of a path
     * @throws CommandFault if there is none, or several
     */
    String path(String word) {
        String asked = word.replaceFirst("^[A-Za-z]+://", "").replaceFirst("/+$", "");
        List<String> all = admin.repositories().stream()
                .map(RepositoryAdmin.Repository::path)
                .toList();
        if (all.contains(asked)) {
            return asked;
        }
        List<String> alike =
                all.stream().filter(path -> path.endsWith("/" + asked)).toList();
        if (alike.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, "there is no repository " + word + "; " + SEE);
        }
        if (alike.size() > 1) {
            throw new CommandFault(
                    ExitCodes.USAGE, word + " may be any of " + String.join(", ", alike) + "; write its whole path");
        }
        return alike.get(0);
    }

    /**
     * A mail.
     *
     * @throws CommandFault if it is not there
     */
    RepositoryMail mail(String path, String key) {
        return admin.find(path, key)
                .orElseThrow(() -> new CommandFault(
                        ExitCodes.FAILED,
                        "there is no mail " + key + " in " + path + "; 'repository list " + path + "' shows all"));
    }

    /**
     * A message's octets, read as they are asked for.
     *
     * @throws CommandFault if the mail has no message
     */
    BodyInputStream octets(RepositoryMail mail) {
        return store.bodies()
                .open(mail.body()
                        .orElseThrow(() -> new CommandFault(
                                ExitCodes.FAILED, "mail " + mail.key() + " was stored without a message")));
    }

    /** The header of a message; an empty one if the mail has none. */
    MessageHeader header(RepositoryMail mail) {
        if (mail.body().isEmpty()) {
            return new MessageHeader(List.of(), true);
        }
        try {
            return MessageHeader.read(octets(mail));
        } catch (IOException e) {
            throw new CommandFault(
                    ExitCodes.FAILED, "mail " + mail.key() + ": its message cannot be read: " + e.getMessage());
        }
    }
}
