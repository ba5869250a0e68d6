// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.server.login.Credentials;

/** Names the account whose password may have been read on the way, without looking at the password. */
final class ExposedAccount {
    private ExposedAccount() {}

    /** The account in the argument of AUTH, if it is PLAIN with an initial response that can be read. */
    static String of(String argument) {
        String[] words = argument.split(" +", 2);
        if (words.length < 2 || !words[0].equalsIgnoreCase("PLAIN")) {
            return "no account named";
        }
        return Credentials.decode(words[1])
                .map(message -> message.split("\0", -1))
                .filter(parts -> parts.length == 3)
                .map(parts ->
                        "account '" + parts[1].replaceAll("[^\\p{Graph}]", "?") + "', its password should be changed")
                .orElse("no account named");
    }
}
