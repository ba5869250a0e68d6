// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.sasl.PasswordCredentials;
import java.util.Optional;

/** Names the account whose password may have been read on the way, without looking at the password. */
public final class ExposedAccount {
    private ExposedAccount() {}

    /** The account in the argument of AUTH, if it is PLAIN or LOGIN with an initial response that can be read. */
    public static Optional<String> named(String argument) {
        String[] words = argument.split(" +", 2);
        Optional<String> response = words.length < 2 ? Optional.empty() : PasswordCredentials.decode(words[1].strip());
        if (words[0].equalsIgnoreCase("LOGIN")) {
            return response;
        }
        return response.filter(message -> words[0].equalsIgnoreCase("PLAIN"))
                .map(message -> message.split("\0", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> parts[1]);
    }
}
