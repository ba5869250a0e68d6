// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the end of a password. */
final class PasswordExpiry {
    private PasswordExpiry() {}

    /** The first moment at which it is not accepted: behind the last day that is named, or so many days from now. */
    static Instant parse(String text, Instant now) {
        Instant end = text.matches("[0-9]{1,4}d")
                ? now.plus(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1))))
                : afterDay(text);
        if (!end.isAfter(now)) {
            throw new CommandFault(ExitCodes.USAGE, "--expires " + text + " is over already; nothing was changed");
        }
        return end;
    }

    /** The same; empty for {@code never}. */
    static Optional<Instant> parseOrNever(String text, Instant now) {
        return text.equals("never") ? Optional.empty() : Optional.of(parse(text, now));
    }

    private static Instant afterDay(String text) {
        try {
            return LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException notADay) {
            throw new CommandFault(
                    ExitCodes.USAGE,
                    "--expires " + text + " is not a day; write one such as 2027-01-31, or 90d; nothing was changed");
        }
    }
}
