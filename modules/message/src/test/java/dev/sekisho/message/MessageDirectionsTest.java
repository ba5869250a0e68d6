// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sekisho.message", importOptions = ImportOption.DoNotIncludeTests.class)
class MessageDirectionsTest {
    @ArchTest
    static final ArchRule knowsTheJdkAndItselfAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.sekisho.message..");

    @ArchTest
    static final ArchRule hasNoFilesAndNoNetwork = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..");

    @ArchTest
    static final ArchRule foldersHaveNoCircle =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aHeaderDoesNotKnowTheBody = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.message.header")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.message.mime",
                    "dev.sekisho.message.text",
                    "dev.sekisho.message.imap",
                    "dev.sekisho.message.summary");
}
