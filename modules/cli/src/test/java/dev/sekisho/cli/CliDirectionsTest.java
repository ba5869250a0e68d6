// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sekisho.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CliDirectionsTest {
    @ArchTest
    static final ArchRule doesNotKnowTheServer = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.server..", "org.apache.james.protocols..", "io.netty..", "com.google.inject..");

    @ArchTest
    static final ArchRule theProberKnowsNoConfigurationNoStoreAndNoCommandLine = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.cli.prove")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.config..",
                    "dev.sekisho.store..",
                    "picocli..",
                    "dev.sekisho.cli",
                    "dev.sekisho.cli.terminal..",
                    "dev.sekisho.cli.command..");

    @ArchTest
    static final ArchRule foldersFormNoCircle =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCommandKnowsTheListOfCommands = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.cli");

    @ArchTest
    static final ArchRule whatCommandsShareKnowsNoCommand = noClasses()
            .that()
            .resideInAnyPackage("dev.sekisho.cli.terminal..", "dev.sekisho.cli.command..", "dev.sekisho.cli.process..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Command");
}
