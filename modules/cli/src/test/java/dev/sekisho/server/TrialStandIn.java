// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.DryRun;
import dev.sekisho.config.LoadResult;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.Severity;
import dev.sekisho.config.problem.SourcePosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** In the place of the server's: finds one fault where conf/ has a file named trial. */
public final class TrialStandIn implements DryRun {
    @Override
    public List<Problem> problems(Path home, LoadResult loaded) {
        return Files.exists(home.resolve("conf/trial"))
                ? List.of(new Problem(
                        new SourcePosition("mailetcontainer.xml", 7),
                        "",
                        "the mailet Nosuch cannot be made: there is no class Nosuch",
                        "name another",
                        Severity.PROBLEM))
                : List.of();
    }
}
