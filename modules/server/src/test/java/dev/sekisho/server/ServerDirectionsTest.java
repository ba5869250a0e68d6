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
                    "dev.sekisho.server.sasl..",
                    "org.apache.james..");

    @ArchTest
    static final ArchRule saslKnowsThePolicyAlone = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.server.sasl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.server.smtp..",
                    "dev.sekisho.server.pop3..",
                    "dev.sekisho.server.imap..",
                    "dev.sekisho.server.login..",
                    "dev.sekisho.server.transport..",
                    "io.netty..",
                    "org.apache.james..");

    @ArchTest
    static final ArchRule protocolsKnowNoConfigurationAndNoComposition = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sekisho.server.smtp..",
                    "dev.sekisho.server.pop3..",
                    "dev.sekisho.server.imap..",
                    "dev.sekisho.server.sasl..",
                    "dev.sekisho.server.login..",
                    "dev.sekisho.server.mime..",
                    "dev.sekisho.server.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.config..",
                    "dev.sekisho.server",
                    "dev.sekisho.server.james..",
                    "dev.sekisho.server.listener..",
                    "dev.sekisho.server.startup..");

    @ArchTest
    static final ArchRule startupOpensNoPort = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.server.startup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sekisho.server",
                    "dev.sekisho.server.james..",
                    "dev.sekisho.server.listener..",
                    "dev.sekisho.server.transport..");

    /** A session does not reach back from what it is made of: contexts and handlers are below it. */
    @ArchTest
    static final ArchRule nobodyHoldsASessionButItsFactory = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("SessionFactory")
            .and()
            .haveSimpleNameNotEndingWith("ServerSession")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("ServerSession");

    @ArchTest
    static final ArchRule guiceIsTheCompositionsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sekisho.server", "dev.sekisho.server.james..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRootKnowsAllAndNobodyKnowsTheRoot = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.server.(*)..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.server");
}
