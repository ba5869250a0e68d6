// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
            .doNotHaveSimpleName("UnicodeLabels")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.sekisho.policy..");

    /** Its tables of Unicode are values too; nothing else of policy has them. */
    @ArchTest
    static final ArchRule labelsKnowTheTablesOfUnicode = classes()
            .that()
            .haveSimpleName("UnicodeLabels")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.sekisho.policy", "com.ibm.icu.text");

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
    static final ArchRule theValuesDoNotKnowTheProtocols = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.policy")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.sekisho.policy..").and(not(resideInAPackage("dev.sekisho.policy"))));
}
