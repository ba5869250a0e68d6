// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sekisho", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerDirectionsTest {
    @ArchTest
    static final ArchRule protocolsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAnyPackage("dev.sekisho.server.smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sekisho.server.pop3..", "dev.sekisho.server.imap..");

    @ArchTest
    static final ArchRule pop3KnowsNoSibling = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.server.pop3..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sekisho.server.smtp..", "dev.sekisho.server.imap..");

    @ArchTest
    static final ArchRule imapKnowsNoSibling = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.server.imap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sekisho.server.smtp..", "dev.sekisho.server.pop3..");

    @ArchTest
    static final ArchRule theTransportKnowsNoProtocolAndNoJames = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.server.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.server.smtp..",
                    "dev.sekisho.server.pop3..",
                    "dev.sekisho.server.imap..",
                    "dev.sekisho.server.login..",
                    "org.apache.james..");

    @ArchTest
    static final ArchRule guiceIsTheCompositionsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sekisho.server", "dev.sekisho.server.james..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.sekisho.server.(*)..").should().beFreeOfCycles();
}
