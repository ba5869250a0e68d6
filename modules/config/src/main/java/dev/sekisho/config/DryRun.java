// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes what a start would make of the configuration beyond what is read here: mailets, matchers, handlers. Whoever has the server on the class
 * path finds one by {@link java.util.ServiceLoader}; so the command line asks the server without depending on it.
 */
public interface DryRun {
    /**
     * Tries. No port is opened, no mail is processed, and the store is neither read nor written: it may be that of a running server.
     *
     * @param home the folder that has {@code conf} and {@code extensions-jars}
     * @param loaded what was read of the configuration
     * @return what would refuse the start, by file and line, besides what is known of {@code loaded}
     */
    List<Problem> problems(Path home, LoadResult loaded);
}
