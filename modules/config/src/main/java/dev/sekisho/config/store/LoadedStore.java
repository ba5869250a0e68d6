// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.store;

import dev.sekisho.config.problem.Problem;
import java.util.List;

/**
 * The contents of {@code store.xml}.
 *
 * @param configuration the database; not to be opened if there are problems
 * @param problems everything that refuses it, by line
 */
public record LoadedStore(StoreConfiguration configuration, List<Problem> problems) {
    public LoadedStore {
        problems = List.copyOf(problems);
    }
}
