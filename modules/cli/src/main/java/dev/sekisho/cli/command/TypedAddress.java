// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.command;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.address.HostOrIpv4;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult;
import dev.sekisho.store.address.JamesAddresses;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/** Reads what is typed into names; refuses, with why and what to write, what SMTP would refuse. */
public final class TypedAddress {
    private TypedAddress() {}

    /** A domain. */
    public static Domain domain(String text) {
        return JamesAddresses.of(read(text, "is not a domain", DomainName.read(text)));
    }

    /** A domain; its canonical form is printed where that differs from what was typed. */
    public static Domain domain(Terminal terminal, String text) {
        Domain domain = domain(text);
        tell(terminal, text, domain.asString());
        return domain;
    }

    /** An address. */
    public static MailAddress address(String text) {
        return JamesAddresses.of(read(text, "is not an address", EmailAddress.read(text)));
    }

    /** An address; its canonical form is printed where that differs from what was typed. */
    public static MailAddress address(Terminal terminal, String text) {
        MailAddress address = address(text);
        tell(terminal, text, address.asString());
        return address;
    }

    /** The user of an address. */
    public static Username user(String text) {
        return Username.fromMailAddress(address(text));
    }

    /** The user of an address; its canonical form is printed where that differs from what was typed. */
    public static Username user(Terminal terminal, String text) {
        return Username.fromMailAddress(address(terminal, text));
    }

    /** The name of a host, or its IPv4 address. */
    public static String host(String text) {
        return read(text, "is not a host name", HostOrIpv4.read(text));
    }

    private static void tell(Terminal terminal, String typed, String taken) {
        if (!typed.equalsIgnoreCase(taken)) {
            terminal.err().println(EscapedText.text(typed) + " is taken as " + taken);
        }
    }

    private static <T> T read(String text, String what, ParseResult<T> reading) {
        if (reading instanceof ParseResult.Rejected<T> refused) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    EscapedText.text(text) + " " + what + ": it " + refused.fault() + "; " + refused.wanted());
        }
        return reading.toOptional().orElseThrow();
    }
}
