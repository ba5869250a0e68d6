// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Random;

@AnalyzeClasses(packages = "dev.sekisho.policy", importOptions = ImportOption.DoNotIncludeTests.class)
class PolicyDirectionsTest {
    @ArchTest
    static final ArchRule knowsTheJdkAndItselfAlone = classes()
            .that()
            .doNotHaveSimpleName("IdnaLabels")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.sekisho.policy..");

    /** Its tables of Unicode are values too; nothing else of policy has them. */
    @ArchTest
    static final ArchRule labelsKnowTheTablesOfUnicode = classes()
            .that()
            .haveSimpleName("IdnaLabels")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.sekisho.policy..", "com.ibm.icu.text");

    @ArchTest
    static final ArchRule hasNoInputOrOutput = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..");

    @ArchTest
    static final ArchRule hasNoClockAndNoChance = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class)
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule theProtocolsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.policy.smtp")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.sekisho.policy.pop3"));

    @ArchTest
    static final ArchRule foldersHaveNoCircle =
            slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRulesDoNotKnowTheProtocols = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sekisho.policy",
                    "dev.sekisho.policy.address",
                    "dev.sekisho.policy.client",
                    "dev.sekisho.policy.device",
                    "dev.sekisho.policy.limit",
                    "dev.sekisho.policy.proxy")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.sekisho.policy..")
                    .and(not(resideInAnyPackage(
                            "dev.sekisho.policy",
                            "dev.sekisho.policy.address",
                            "dev.sekisho.policy.client",
                            "dev.sekisho.policy.device",
                            "dev.sekisho.policy.diagnostics",
                            "dev.sekisho.policy.limit",
                            "dev.sekisho.policy.proxy"))));

    @ArchTest
    static final ArchRule valuesDoNotKnowTheRules = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sekisho.policy.address",
                    "dev.sekisho.policy.client",
                    "dev.sekisho.policy.device",
                    "dev.sekisho.policy.diagnostics",
                    "dev.sekisho.policy.limit",
                    "dev.sekisho.policy.proxy")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.policy");

    @ArchTest
    static final ArchRule diagnosticsKnowNothingElse = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.policy.diagnostics")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.sekisho.policy..")
                    .and(not(resideInAPackage("dev.sekisho.policy.diagnostics"))));

    @ArchTest
    static final ArchRule nothingButTheContractKnowsTheContract = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sekisho.policy.contract")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.policy.contract");
}
