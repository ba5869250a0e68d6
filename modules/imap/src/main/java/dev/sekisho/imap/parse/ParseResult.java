// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import java.util.function.Function;

/** What the octets of a command were read as. */
public sealed interface ParseResult permits ParsedCommand, ParseFailure {
    /** Folds both kinds. */
    <R> R fold(Function<ParsedCommand, R> parsed, Function<ParseFailure, R> failed);
}
