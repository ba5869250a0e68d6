// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.ImapCommand;
import java.util.function.Function;

/**
 * A command that was understood.
 *
 * @param tag the client's name for it, which the answer repeats
 * @param command the command
 */
public record ParsedCommand(String tag, ImapCommand command) implements ParseResult {
    @Override
    public <R> R fold(Function<ParsedCommand, R> parsed, Function<ParseFailure, R> failed) {
        return parsed.apply(this);
    }
}
