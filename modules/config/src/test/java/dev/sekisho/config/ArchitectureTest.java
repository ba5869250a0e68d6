// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.HostPattern;
import dev.sekisho.tls.material.Secret;

@AnalyzeClasses(packages = "dev.sekisho.config", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DEPENDS_ON_POLICY_AND_TLS_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.xml.stream..",
                    "org.jspecify..",
                    "dev.sekisho.config..",
                    "dev.sekisho.policy..",
                    "dev.sekisho.tls..");

    @ArchTest
    static final ArchRule TAKES_VALUES_OF_TLS_ALONE = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.sekisho.tls..")
                    .and(not(belongToAnyOf(IdentitySource.class, HostPattern.class, Secret.class))));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            SlicesRuleDefinition.slices().matching("dev.sekisho.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TOOLS_KNOW_NO_TABLE = noClasses()
            .that()
            .resideInAnyPackage("dev.sekisho.config.problem", "dev.sekisho.config.xml", "dev.sekisho.config.schema")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.config");

    @ArchTest
    static final ArchRule THE_LOADER_IS_KNOWN_TO_NO_FOLDER = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.config.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.config");

    @ArchTest
    static final ArchRule PROBLEMS_KNOW_NO_FILE = noClasses()
            .that()
            .resideInAPackage("dev.sekisho.config.problem")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.sekisho.config..").and(not(resideInAPackage("dev.sekisho.config.problem"))))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.tls..");

    @ArchTest
    static final ArchRule ROUTES_AND_STORE_DO_NOT_KNOW_LISTENERS = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sekisho.config.relay",
                    "dev.sekisho.config.store",
                    "dev.sekisho.config.tls",
                    "dev.sekisho.config.james",
                    "dev.sekisho.config.environment",
                    "dev.sekisho.config.pin")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sekisho.config.listener");
}
