// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.repository;

import dev.sekisho.store.mail.StoredMail;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A mail of a repository, as an operator sees it. Its name is its key.
 *
 * @param repository the repository's path
 * @param added when it was kept
 * @param body the body of its message; empty if it has none
 * @param size octets of its message; 0 if it has none
 * @param mail the mail
 */
public record RepositoryMail(String repository, Instant added, OptionalLong body, long size, StoredMail mail) {
    /** What names it in its repository. */
    public String key() {
        return mail.name();
    }
}
