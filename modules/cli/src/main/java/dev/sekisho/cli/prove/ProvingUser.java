// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.Row;
import dev.sekisho.policy.contract.Step;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who proves.
 *
 * @param address a user of the server; empty if none was given
 * @param password the user's password; empty if none was given
 * @param other another user of the domain
 * @param catchAll the address that takes what is for nobody in the domain, if there is known to be one
 */
public record ProvingUser(
        Optional<String> address, Optional<String> password, OtherUser other, Optional<String> catchAll) {
    /** Nobody: rows that need a user are not proved. */
    public static final ProvingUser NONE =
            new ProvingUser(Optional.empty(), Optional.empty(), OtherUser.unknown("needs --user"), Optional.empty());

    /** True if everything is at hand that a row needs. */
    boolean has(Row.Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case USER -> address.isPresent();
            case LOGIN -> address.isPresent() && password.isPresent();
            case OTHER_USER -> has(Row.Needs.LOGIN) && other.address().isPresent();
        };
    }

    /** The line with this user's names in place of its marks. */
    String fill(String line) {
        return line.replace(Step.USER, address.orElse(""))
                .replace(Step.OTHER_USER, other.address().orElse(""))
                .replace(Step.DOMAIN, domain())
                .replace(Step.NOBODY, nobody());
    }

    /** An address that no user has. */
    String unknownUser() {
        return nobody() + "@" + domain();
    }

    private String domain() {
        return address.map(text -> text.substring(text.indexOf('@') + 1)).orElse("prove.invalid");
    }

    private static String nobody() {
        return "nobody-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()).toLowerCase(Locale.ROOT);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return address.orElse("nobody");
    }
}
