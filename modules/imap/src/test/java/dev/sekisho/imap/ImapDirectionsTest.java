// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

@AnalyzeClasses(packages = "dev.sekisho.imap", importOptions = ImportOption.DoNotIncludeTests.class)
class ImapDirectionsTest {
    @ArchTest
    static final ArchRule knowsTheJdkItselfAndTheVerbsOfThePolicyAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify.annotations..", "dev.sekisho.imap..", "dev.sekisho.policy.imap");

    @ArchTest
    static final ArchRule opensNoFilesAndNoConnections = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule hasNoClock = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule foldersHaveNoCircle =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule valuesKnowNothingElse = classes()
            .that()
            .resideInAPackage("dev.sekisho.imap.value")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.sekisho.imap.value");

    @ArchTest
    static final ArchRule responsesAndViewDoNotKnowTheParser = noClasses()
            .that()
            .resideInAnyPackage("dev.sekisho.imap.response", "dev.sekisho.imap.view")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sekisho.imap.parse", "dev.sekisho.imap.command");
}
