// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command behind {@code bin/benchmark}. */
@Command(
        name = "bin/benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares Sekisho with a peer, in CPU seconds of the server.")
public final class Main implements Callable<Integer> {
    @Mixin
    private final BenchmarkOptions options = new BenchmarkOptions();

    @Parameters(paramLabel = "BENCHMARK", description = "${COMPLETION-CANDIDATES}")
    private BenchmarkRun.Name name = BenchmarkRun.Name.HANDSHAKES;

    private Main() {}

    /** @param arguments those of the command */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        new BenchmarkRun(options, System.out).run(name);
        return 0;
    }
}
