// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/** Reads what is typed into names. */
final class Names {
    private Names() {}

    static Domain domain(String text) {
        try {
            return Domain.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCodes.USAGE, text + " is not a domain; write one such as example.org");
        }
    }

    static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException | IllegalArgumentException e) {
            throw new CommandFault(ExitCodes.USAGE, text + " is not an address; write one such as taro@example.org");
        }
    }

    static Username user(String text) {
        return Username.fromMailAddress(address(text));
    }
}
