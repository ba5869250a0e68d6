// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import java.util.Optional;

/** Names the account whose password may have been read on the way, without looking at the password. */
public final class ExposedAccount {
    private ExposedAccount() {}

    /** The account in the argument of AUTH, if it is PLAIN with an initial response that can be read. */
    public static Optional<String> named(String argument) {
        String[] words = argument.split(" +", 2);
        if (words.length < 2 || !words[0].equalsIgnoreCase("PLAIN")) {
            return Optional.empty();
        }
        return Credentials.decode(words[1].strip())
                .map(message -> message.split("\0", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> parts[1]);
    }
}
