// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command that was not understood, or is beyond a bound.
 *
 * @param tag the client's name for it; {@code *} if none could be read
 * @param verb its verb, by which the policy is asked first; UNKNOWN if none could be read
 * @param status BAD, or NO where the form is right
 * @param code for the client to act on
 * @param text position, found and expected
 * @param ends true if nothing that follows can be told from commands, so that the session ends
 */
public record ParseFailure(
        String tag, ImapVerb verb, ReplyStatus status, Optional<ResponseCode> code, String text, boolean ends)
        implements ParseResult {
    /** The same for a session that has to end. */
    ParseFailure ending() {
        return new ParseFailure(tag, verb, status, code, text, true);
    }

    @Override
    public <R> R fold(Function<ParsedCommand, R> parsed, Function<ParseFailure, R> failed) {
        return failed.apply(this);
    }
}
