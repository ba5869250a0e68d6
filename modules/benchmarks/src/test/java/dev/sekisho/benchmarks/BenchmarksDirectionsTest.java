// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sekisho.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
class BenchmarksDirectionsTest {
    /** The load is the same for every server, so that nothing of Sekisho is in it. */
    @ArchTest
    static final ArchRule knowsNoOtherModule = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.policy..",
                    "dev.sekisho.message..",
                    "dev.sekisho.config..",
                    "dev.sekisho.tls..",
                    "dev.sekisho.store..",
                    "dev.sekisho.imap..",
                    "dev.sekisho.relay..",
                    "dev.sekisho.server..",
                    "dev.sekisho.cli..");

    @ArchTest
    static final ArchRule packagesHaveNoCircle =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();
}
