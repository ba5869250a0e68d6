// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.value.NumberRanges;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an ESEARCH response tells (RFC 4731 3.1, RFC 7162 3.1.10): only what was asked for.
 *
 * @param min the smallest number found; empty if nothing was found
 * @param max the largest
 * @param all all found
 * @param count how many
 * @param modSeq the largest MODSEQ of what is told, if the search had MODSEQ
 */
public record ExtendedSearchResult(
        OptionalLong min, OptionalLong max, Optional<NumberRanges> all, OptionalLong count, OptionalLong modSeq) {}
