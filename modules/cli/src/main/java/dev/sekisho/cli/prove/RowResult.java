// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ContractRow;
import java.util.List;

/**
 * The result of one row.
 *
 * @param row the promise
 * @param verdict whether it is kept
 * @param seen what was seen, or why nothing was
 * @param transcript what was said on the connection until then; empty where there was none
 */
public record RowResult(ContractRow row, Verdict verdict, String seen, List<String> transcript) {
    /** Whether a promise is kept. */
    public enum Verdict {
        /** It was provoked, and kept. */
        PROVED,
        /** It was provoked, and not kept. */
        BROKEN,
        /** It was not provoked, because something was missing that could have been brought. */
        NOT_PROVED,
        /** It cannot be provoked from the outside. */
        NOT_PROVABLE
    }

    public RowResult {
        transcript = List.copyOf(transcript);
    }
}
