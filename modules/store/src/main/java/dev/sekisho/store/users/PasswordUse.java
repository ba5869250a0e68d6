// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.time.Duration;
import java.time.Instant;

/**
 * A login with a password.
 *
 * @param when the time
 * @param from the client's address
 */
public record PasswordUse(Instant when, String from) {
    /** Uses of a password that follow each other within less are not written down. */
    public static final Duration RESOLUTION = Duration.ofHours(1);
}
