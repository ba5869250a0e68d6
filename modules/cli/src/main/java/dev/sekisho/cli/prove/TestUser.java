// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.ScenarioStep;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The user with whom a proof logs in.
 *
 * @param address a user of the server; empty if none was given
 * @param password the user's password; empty if none was given
 * @param other another user of the domain
 * @param catchAll the address that accepts mail for unknown users of the domain, if one is known
 */
public record TestUser(
        Optional<String> address, Optional<String> password, SameDomainUser other, Optional<String> catchAll) {
    /** Nobody: rows that need a user are not proved. */
    public static final TestUser NONE =
            new TestUser(Optional.empty(), Optional.empty(), SameDomainUser.unknown("needs --user"), Optional.empty());

    /** True if everything is at hand that a row needs. */
    boolean has(ContractRow.Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case USER -> address.isPresent();
            case LOGIN -> address.isPresent() && password.isPresent();
            case OTHER_USER -> has(ContractRow.Needs.LOGIN) && other.address().isPresent();
        };
    }

    /** The line with this user's names in place of its marks. */
    String fill(String line) {
        return line.replace(ScenarioStep.USER, address.orElse(""))
                .replace(ScenarioStep.OTHER_USER, other.address().orElse(""))
                .replace(ScenarioStep.DOMAIN, domain())
                .replace(ScenarioStep.NOBODY, nobody());
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
