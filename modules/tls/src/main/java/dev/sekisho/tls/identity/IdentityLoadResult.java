// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import dev.sekisho.tls.material.IdentityProblem;
import java.util.List;

/** What came of reading an identity. */
public sealed interface IdentityLoadResult {

    /** The faults found, warnings for a loaded identity. */
    List<IdentityProblem> problems();

    /** It can be used. */
    record Loaded(Identity identity, List<IdentityProblem> problems) implements IdentityLoadResult {
        public Loaded {
            problems = List.copyOf(problems);
        }
    }

    /** It cannot be used: at least one of the faults is an error. */
    record Unusable(List<IdentityProblem> problems) implements IdentityLoadResult {
        public Unusable {
            problems = List.copyOf(problems);
        }
    }
}
