// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.sekisho.relay", importOptions = ImportOption.DoNotIncludeTests.class)
class RelayDirectionsTest {
    @ArchTest
    static final ArchRule knowsNoModuleAboveIt = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.server..", "dev.sekisho.config..", "dev.sekisho.cli..", "com.google.inject..");

    @ArchTest
    static final ArchRule theClientKnowsNoStoreAndNoJames = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.relay.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sekisho.store..", "org.apache..", "dev.sekisho.relay.queue..");

    @ArchTest
    static final ArchRule takesItsTimeFromAClock = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();
}
